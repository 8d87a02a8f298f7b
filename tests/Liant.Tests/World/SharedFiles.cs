namespace Liant.Tests.World;

/// <summary>Files that some tests read where they are present: beside the checkout (../shared) or where LIANT_SHARED says.</summary>
internal static class SharedFiles
{
    public const string Absent = "ignoré : fichiers partagés absents";

    public static string? Root { get; } = FindRoot();

    /// <summary>The file or folder, or the test is skipped, saying so.</summary>
    public static string Need(string path)
    {
        var found = Root is null ? null : Path.Combine(Root, path);
        Assert.SkipUnless(found is not null && Path.Exists(found), Absent);
        return found!;
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("LIANT_SHARED") is { Length: > 0 } named && Directory.Exists(named))
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "data")))
            {
                return shared;
            }
        }

        return null;
    }
}
