using System.Diagnostics;

namespace Liant.Tests.World;

/// <summary>A program that is not ours, from the system's packages, with a home of its own. Where it is not installed the tests that need
/// it are skipped, saying so.</summary>
internal sealed class OtherProgram : IDisposable
{
    private readonly string path;

    private OtherProgram(string path) => this.path = path;

    /// <summary>Its home, and the place for its files; gone with the test.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("liant-other-").FullName;

    public static OtherProgram Need(string name)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(found is not null, $"ignoré : {name} n’est pas installé");
        return new OtherProgram(found!);
    }

    public string FileOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(FileOf(name), text);
        return FileOf(name);
    }

    /// <summary>What the address answers, as a file of that name.</summary>
    public async Task<string> FetchAsync(HttpClient client, string address, string name)
    {
        await File.WriteAllBytesAsync(FileOf(name), await client.GetByteArrayAsync(address));
        return FileOf(name);
    }

    /// <summary>What it prints. It must end well, and within a minute.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var home in new[] { "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR" })
        {
            start.Environment[home] = Folder;
        }

        (start.Environment["LC_ALL"], start.Environment["TZ"], start.Environment["TERM"]) = ("C.UTF-8", "Europe/Paris", "dumb");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"{path} {string.Join(' ', arguments)} : {await output}{await errors}");
        return await output;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
