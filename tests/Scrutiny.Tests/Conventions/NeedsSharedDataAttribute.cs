using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Scrutiny.Tests.Conventions;

/// <summary>
/// Marks a test that reads a folder beside the repository, such as <c>../shared/data</c>. Where the folder is absent the
/// test is reported as skipped, by name, with the reason.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsSharedDataAttribute(string folder) : NUnitAttribute, IApplyToTest
{
    /// <summary>The path of <c>../shared</c> seen from the repository's root; null where there is none.</summary>
    internal static string? Root { get; } = FindRoot();

    public void ApplyToTest(Test test)
    {
        if (test.RunState != RunState.NotRunnable && (Root is null || !Directory.Exists(Path.Combine(Root, folder))))
        {
            test.RunState = RunState.Skipped;
            test.Properties.Set(PropertyNames.SkipReason, $"../shared/{folder} is not beside this repository.");
        }
    }

    private static string? FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Scrutiny.sln")))
            {
                string shared = Path.GetFullPath(Path.Combine(at.FullName, "..", "shared"));
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
