namespace Liant.Platform.Text;

/// <summary>Instants are kept in UTC and shown, or compared with a day, as in Paris.</summary>
public static class Paris
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
