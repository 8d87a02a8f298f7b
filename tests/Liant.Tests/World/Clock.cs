namespace Liant.Tests.World;

/// <summary>The time that a test chooses; timers stay real.</summary>
public sealed class Clock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public static Clock At(int year, int month, int day) => new(new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}
