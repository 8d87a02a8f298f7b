using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>A date as precise as its source: 2020, 2020-09 or 2020-09-10.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct PartialDate : IComparable<PartialDate>
{
    private readonly string? text;

    private PartialDate(string text) => this.text = text;

    public int Year => int.Parse(Text.AsSpan(0, 4), CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, shortened to what is known.</summary>
    public string Text => text ?? "0001";

    public static bool TryParse(string? typed, out PartialDate date)
    {
        var trimmed = typed?.Trim() ?? "";
        var read = DateOnly.TryParseExact(trimmed, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && on.Year is >= 1000 and <= 2200;
        date = read ? new PartialDate(trimmed) : default;
        return read;
    }

    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"Not a year, a month or a day: {text}");

    public int CompareTo(PartialDate other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>"10 septembre 2020", "septembre 2020" or "2020", in the reader's language.</summary>
    public override string ToString() => Text.Length switch
    {
        4 => Text,
        7 => DateOnly.ParseExact(Text, "yyyy-MM", CultureInfo.InvariantCulture).ToString("MMMM yyyy", CultureInfo.CurrentCulture),
        _ => DateOnly.ParseExact(Text, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d MMMM yyyy", CultureInfo.CurrentCulture),
    };

    public static bool operator <(PartialDate a, PartialDate b) => a.CompareTo(b) < 0;

    public static bool operator >(PartialDate a, PartialDate b) => a.CompareTo(b) > 0;

    public static bool operator <=(PartialDate a, PartialDate b) => a.CompareTo(b) <= 0;

    public static bool operator >=(PartialDate a, PartialDate b) => a.CompareTo(b) >= 0;

    private sealed class AsText : JsonConverter<PartialDate>
    {
        public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var date) ? date : throw new JsonException("date attendue : AAAA, AAAA-MM ou AAAA-MM-JJ");

        public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
