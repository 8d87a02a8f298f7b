using System.Globalization;

namespace Liant.Platform.Text;

/// <summary>Amounts are kept in euro cents; people read and type "1 234,50".</summary>
public static class Euros
{
    /// <summary>No amount that a form takes is larger.</summary>
    public const long MostCents = 100_000_000_00;

    /// <summary>"1 234,50 €", in the reader's language.</summary>
    public static string Of(long cents) => (cents / 100m).ToString("#,0.00", CultureInfo.CurrentCulture) + " €";

    /// <summary>For a field: "1234,50".</summary>
    public static string Typed(long cents) => (cents / 100m).ToString("0.00", CultureInfo.GetCultureInfo("fr-FR"));

    /// <summary>Cents of "1 234,5", "1234.50 €" or "0"; null for anything else: a third decimal, a sign, a word.</summary>
    public static long? Parse(string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).TrimEnd('€').Replace(',', '.');
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros) && euros <= MostCents / 100m && decimal.Round(euros, 2) == euros ? (long)(euros * 100) : null;
    }
}
