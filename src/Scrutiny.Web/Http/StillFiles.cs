using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Scrutiny.Web.Http;

/// <summary>Files that stay as they are while the program runs. Nothing watches them: a machine has few watchers (inotify), and no page may fail for want of one.</summary>
internal sealed class StillFiles(IFileProvider files) : IFileProvider
{
    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
