using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Platform.Database;

/// <summary>A list of values kept as JSON text in one column, the same on both engines and in bulk copies.</summary>
internal static class JsonText
{
    /// <summary>Letters with accents stand as they are; what could end a script is encoded all the same.</summary>
    public static readonly JavaScriptEncoder InItsLetters = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = InItsLetters,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static PropertyBuilder<IReadOnlyList<T>> HasJsonText<T>(this PropertyBuilder<IReadOnlyList<T>> property)
    {
        property.HasConversion(
            list => Written(list),
            text => Read<T>(text),
            new ValueComparer<IReadOnlyList<T>>(
                (a, b) => a!.SequenceEqual(b!),
                list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
                list => list.ToList()));
        return property.IsRequired();
    }

    /// <summary>On PostgreSQL the table's own default, so that a bulk load leaves out the lists that are empty in all its rows (migration EmptyLists).</summary>
    public static PropertyBuilder<IReadOnlyList<T>> IsEmptyByDefault<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasAnnotation(EmptyByDefault, true);

    /// <summary>The defaults of the tables of PostgreSQL: SQLite cannot change a column, and has such lists written once into its statement.</summary>
    public static void SetEmptyByDefault(ModelBuilder model)
    {
        foreach (var list in model.Model.GetEntityTypes().SelectMany(type => type.GetDeclaredProperties()).Where(property => property.FindAnnotation(EmptyByDefault) is not null))
        {
            list.SetDefaultValueSql("'[]'");
            list.ValueGenerated = ValueGenerated.Never;
        }
    }

    /// <summary>Most lists are empty, or hold one word of a vocabulary: written without a serialiser.</summary>
    private static string Written<T>(IReadOnlyList<T> list) =>
        list.Count == 0 ? "[]"
        : list.Count == 1 && list[0] is string word && !word.AsSpan().ContainsAnyExcept(OfSlugs) ? $"[\"{word}\"]"
        : list is List<T> known ? JsonSerializer.Serialize(known, Options)
        : JsonSerializer.Serialize(list, Options);

    private static List<T> Read<T>(string text)
    {
        if (text == "[]")
        {
            return [];
        }

        return typeof(T) == typeof(string) && text.Length > 4 && !text.AsSpan(2, text.Length - 4).ContainsAnyExcept(OfSlugs)
            ? (List<T>)(object)new List<string> { text[2..^2] }
            : JsonSerializer.Deserialize<List<T>>(text, Options) ?? [];
    }

    private const string EmptyByDefault = "Liant:EmptyByDefault";

    private static readonly SearchValues<char> OfSlugs = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
