using System.Diagnostics;

namespace Liant.Platform.Backup;

/// <summary>A sentence every few seconds, on the error output, so that a long work does not look stuck and a short one stays silent.</summary>
internal sealed class ProgressLine(TextWriter? output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan next = Interval;

    public static ProgressLine None { get; } = new(null);

    public void Say(string doing, string table, long rows)
    {
        if (output is not null && watch.Elapsed >= next)
        {
            next = watch.Elapsed + Interval;
            output.WriteLine($"{doing} {table} : {rows} lignes…");
        }
    }
}
