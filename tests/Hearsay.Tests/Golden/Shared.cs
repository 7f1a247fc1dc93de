using System.Runtime.CompilerServices;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Golden;

/// <summary>The folder of pages and public data sets that lies beside the repository, where there is one.</summary>
internal static class Shared
{
    public static readonly string Folder = Find();

    public static string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>"shared" beside the repository or further up; beside the repository where there is none.</summary>
    private static string Find()
    {
        for (DirectoryInfo? folder = new DirectoryInfo(Repository.Root).Parent; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "seeds"))) return candidate;
        }
        return Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared"));
    }

    /// <summary>Tests never look into the gazetteers of the person who runs them.</summary>
    [ModuleInitializer]
    internal static void LeaveUserFilesAlone() =>
        Environment.SetEnvironmentVariable(UserData.Variable, Path.Combine(Path.GetTempPath(), "hearsay-tests-no-user-files"));
}

/// <summary>A fact about files beside the repository; skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="parts">Path of the file or folder below the shared one.</param>
    public SharedFactAttribute(params string[] parts)
    {
        string path = Shared.At(parts);
        if (!Path.Exists(path)) Skip = $"{path} is not there: it holds other people's pages, which are no part of this repository.";
    }
}
