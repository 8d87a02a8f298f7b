namespace Liant.Tests.World;

/// <summary>The sources that this test assembly was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Source => Path.Combine(Root, "src", "Liant");

    /// <summary>Files below a folder, made ones (artifacts, node_modules, obj) left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "obj" or "bin" or "artifacts" or "dist" or "generated"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Liant.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests read the sources of Liant: run them from the checkout.");
    }
}
