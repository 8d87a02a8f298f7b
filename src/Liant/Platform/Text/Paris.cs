namespace Liant.Platform.Text;

/// <summary>Instants are kept in UTC and shown, or compared with a day, as in Paris.</summary>
public static class Paris
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>What the clocks of Paris showed: of an hour that comes twice, the first; one that is skipped is an hour later.</summary>
    public static DateTimeOffset Instant(DateTime local) =>
        new(local, Zone.IsInvalidTime(local) ? Zone.BaseUtcOffset : Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local));

    public static DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
