using System.Globalization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The colour that a space gives to its links and buttons, within the contrast of WCAG 2.1 (1.4.3, level AA: 4.5 to 1): on the darkest of the light grounds, and, lightened, on the lightest of the dark ones.</summary>
public static class SpaceColours
{
    private const double LeastContrast = 4.5;

    /// <summary>--tint of base.css, light and dark: a colour that reads on it reads on the others.</summary>
    private static readonly (byte R, byte G, byte B) LightGround = (0xe2, 0xee, 0xec), DarkGround = (0x20, 0x39, 0x3a);

    /// <summary>As "#0b5a5e", however it was typed; null when it is no colour.</summary>
    public static string? Parse(string? typed)
    {
        var digits = typed?.Trim().TrimStart('#').ToLowerInvariant() ?? "";
        digits = digits.Length == 3 ? string.Concat(digits.Select(digit => new string(digit, 2))) : digits;
        return digits.Length == 6 && digits.All(char.IsAsciiHexDigit) ? "#" + digits : null;
    }

    public static bool Reads(string colour) => Contrast(Of(colour), LightGround) >= LeastContrast;

    /// <summary>The nearest darker shade that reads.</summary>
    public static string Nearest(string colour) => Mixed(Of(colour), 0, LightGround);

    /// <summary>Its lighter shade for the dark scheme.</summary>
    public static string OnDark(string colour) => Mixed(Of(colour), byte.MaxValue, DarkGround);

    /// <summary>From 1 to 21.</summary>
    public static double Contrast(string one, string other) => Contrast(Of(one), Of(other));

    private static string Mixed((byte R, byte G, byte B) colour, byte with, (byte, byte, byte) ground)
    {
        byte Step(byte channel, int step) => (byte)Math.Round(channel + ((with - channel) * step / 100.0));
        var best = Enumerable.Range(0, 101).Select(step => (R: Step(colour.R, step), G: Step(colour.G, step), B: Step(colour.B, step))).First(shade => Contrast(shade, ground) >= LeastContrast);
        return string.Create(CultureInfo.InvariantCulture, $"#{best.R:x2}{best.G:x2}{best.B:x2}");
    }

    private static (byte R, byte G, byte B) Of(string colour)
    {
        var bytes = Convert.FromHexString(colour[1..]);
        return (bytes[0], bytes[1], bytes[2]);
    }

    private static double Contrast((byte, byte, byte) one, (byte, byte, byte) other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Relative luminance, as WCAG 2.1 defines it.</summary>
    private static double Luminance((byte R, byte G, byte B) colour)
    {
        static double Linear(byte channel) => channel / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        return (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));
    }
}
