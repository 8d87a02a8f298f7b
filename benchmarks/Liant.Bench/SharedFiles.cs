namespace Liant.Bench;

/// <summary>Files that a bench reads where they are present, beside the checkout or where LIANT_SHARED says.</summary>
internal static class SharedFiles
{
    public static string? Find(string path)
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("LIANT_SHARED") is { Length: > 0 } named)
        {
            folders.Add(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(Path.Combine(folder.FullName, "shared"));
        }

        return folders.Select(folder => Path.Combine(folder, path)).FirstOrDefault(File.Exists);
    }
}
