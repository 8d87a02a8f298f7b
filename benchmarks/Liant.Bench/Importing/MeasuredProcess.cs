using System.Diagnostics;
using System.Globalization;

namespace Liant.Bench.Importing;

/// <summary>A child process with its duration and the most memory that it held.</summary>
internal static class MeasuredProcess
{
    public sealed record Result(int ExitCode, double Seconds, long PeakBytes, string Output);

    public static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, Dictionary<string, string>? environment = null, string? input = null, TimeSpan? killAfter = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = input is not null };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        var peak = 0L;
        var ended = process.WaitForExitAsync();
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, HighWater(process.Id));
            await Task.WhenAny(ended, Task.Delay(20));
            if (killAfter is { } limit && watch.Elapsed > limit && !process.HasExited)
            {
                process.Kill();
            }
        }

        return new Result(process.ExitCode, watch.Elapsed.TotalSeconds, peak, await output + await errors);
    }

    /// <summary>VmHWM of Linux: the highest resident size so far; 0 elsewhere.</summary>
    private static long HighWater(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
