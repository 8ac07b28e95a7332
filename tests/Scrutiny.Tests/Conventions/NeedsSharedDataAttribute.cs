using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Scrutiny.Tests.Conventions;

/// <summary>
/// Marks tests that read a folder kept beside the repository, in <c>../shared</c>. Where the folder is absent the test is
/// reported as skipped with the folder's name, so that nobody takes silence for success.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsSharedDataAttribute(string folder) : Attribute, IApplyToTest
{
    /// <summary>The folder's path inside <c>../shared</c>, with forward slashes.</summary>
    public string Folder => folder;

    public void ApplyToTest(Test test)
    {
        if (test.RunState == RunState.NotRunnable || Directory.Exists(PathTo(folder)))
            return;

        test.RunState = RunState.Skipped;
        test.Properties.Set(PropertyNames.SkipReason, $"needs the folder ../shared/{folder} beside the repository");
    }

    /// <summary>The full path of a file or folder in <c>../shared</c>; it need not exist.</summary>
    public static string PathTo(string inShared) => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", inShared));

    /// <summary>The full path of <c>../shared</c>; null where there is none.</summary>
    public static string? Root => Directory.Exists(PathTo("")) ? PathTo("") : null;
}
