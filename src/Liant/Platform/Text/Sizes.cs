using System.Globalization;

namespace Liant.Platform.Text;

/// <summary>How long a file is, as people say it: 12 ko, 3,4 Mo.</summary>
public static class Sizes
{
    private const double Kilobyte = 1024;

    public static string Of(long bytes) => bytes < Kilobyte * Kilobyte
        ? string.Create(CultureInfo.CurrentCulture, $"{Math.Max(1, Math.Round(bytes / Kilobyte)):0} {Unit("ko", "kB")}")
        : string.Create(CultureInfo.CurrentCulture, $"{bytes / (Kilobyte * Kilobyte):0.#} {Unit("Mo", "MB")}");

    private static string Unit(string french, string english) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? english : french;
}
