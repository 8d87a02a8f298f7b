using System.Text;
using System.Text.Json;
using Liant.Platform.Imports;

namespace Liant.Platform.Tables;

/// <summary>
/// JSON as a table: the list of objects that it holds, at its root or in a property of the root. Nested objects become columns
/// ("address.city"), lists become one cell (<see cref="CellText"/>), a GeoJSON feature gives its properties and its point.
/// </summary>
internal sealed class JsonTable : TableFile
{
    private const long MostBytes = 100L * 1024 * 1024;

    private static readonly string[] KnownLists = ["data", "results", "elements", "features", "@graph", "items", "records", "structures", "services", "aids", "options"];

    /// <summary>What names an object inside a list: categories, thematics, backers.</summary>
    private static readonly string[] Naming = ["name", "nom", "label", "libelle", "title", "titre", "@value", "value", "text"];

    private readonly JsonDocument document;
    private readonly List<JsonElement> elements;

    public JsonTable(Stream content)
    {
        if (content.Length > MostBytes)
        {
            throw new UnreadableFile($"Fichier JSON de plus de {MostBytes / 1024 / 1024} Mo : demandez le CSV, ou coupez-le.");
        }

        document = Parsed(content);
        elements = Whole(() => Elements(document.RootElement));
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            Whole(() => Flatten(element, (name, _) =>
            {
                if (columns.TryAdd(name, columns.Count) && columns.Count > MostColumns)
                {
                    throw new UnreadableFile($"Plus de {MostColumns} propriétés différentes : ce n’est pas une liste de fiches.");
                }
            }));
        }

        Columns = Headings([.. columns.Keys]);
        RowCount = elements.Count;
        rank = columns;
    }

    private readonly Dictionary<string, int> rank;

    public override string Format => Properties.GetValueOrDefault("rows") is { } name ? $"JSON, liste « {Named(name)} »" : "JSON";

    public override IEnumerable<TableRow> Rows()
    {
        for (var i = 0; i < elements.Count; i++)
        {
            var cells = new string?[Columns.Count];
            Flatten(elements[i], (name, text) =>
            {
                // Two properties may come to one name ("schema:name" and "name"): the one that says something counts. One without a name is none.
                if (text is not null && rank[name] < cells.Length)
                {
                    cells[rank[name]] ??= text.Length > LongestRow ? text[..LongestRow] : text;
                }
            });
            yield return new TableRow(i + 1, cells, cells.All(cell => cell is null) ? "Élément vide." : null);
        }
    }

    protected override void Dispose(bool disposing)
    {
        document.Dispose();
        base.Dispose(disposing);
    }

    private List<JsonElement> Elements(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return Rows(root);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableFile("Ce JSON n’est pas une liste de fiches.");
        }

        var properties = new Dictionary<string, string>();
        foreach (var property in root.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number))
        {
            properties[property.Name] = property.Value.ToString();
        }

        Properties = properties;
        var lists = root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array && p.Value.EnumerateArray().Any(e => e.ValueKind is JsonValueKind.Object or JsonValueKind.Array)).ToList();
        var chosen = lists.OrderBy(p => Array.IndexOf(KnownLists, p.Name) is >= 0 and var known ? known : KnownLists.Length).ToList();
        if (root.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array && !lists.Exists(p => p.Name is "data" or "records" or "results" or "features"))
        {
            throw new UnreadableFile("Ce fichier décrit un format (schéma de table) : il ne contient pas de fiches.");
        }

        if (chosen.Count == 0)
        {
            throw new UnreadableFile("Aucune liste de fiches dans ce JSON : elle est attendue à la racine, ou sous « data », « results », « features » ou « @graph ».");
        }

        properties["rows"] = chosen[0].Name;
        return chosen[0].Name == "options" ? [.. Options(chosen[0].Value)] : Rows(chosen[0].Value);
    }

    private static List<JsonElement> Rows(JsonElement list)
    {
        var rows = list.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object or JsonValueKind.Array).ToList();
        return rows.Count > 0 ? rows : throw new UnreadableFile("La liste est vide, ou ne contient pas de fiches.");
    }

    /// <summary>A tree of categories: each option, then those under it.</summary>
    private static IEnumerable<JsonElement> Options(JsonElement list)
    {
        foreach (var option in list.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.Object))
        {
            yield return option;
            foreach (var property in option.EnumerateObject().Where(p => p.Name is "subcategories" or "options" or "categories" && p.Value.ValueKind == JsonValueKind.Array))
            {
                var under = property.Name == "options" ? Options(property.Value)
                    : property.Value.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object && s.TryGetProperty("options", out var o) && o.ValueKind == JsonValueKind.Array).SelectMany(s => Options(s.GetProperty("options")));
                foreach (var below in under)
                {
                    yield return below;
                }
            }
        }
    }

    private static void Flatten(JsonElement element, Action<string, string?> cell)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var value in element.EnumerateArray())
            {
                cell($"valeur {++i}", Text(value));
            }

            return;
        }

        if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("Feature"))
        {
            if (element.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            {
                Object(properties, "", cell, 0);
            }

            if (element.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object
                && geometry.TryGetProperty("coordinates", out var at) && at.ValueKind == JsonValueKind.Array && at.GetArrayLength() >= 2 && at[0].ValueKind == JsonValueKind.Number)
            {
                cell("geometry.longitude", Text(at[0]));
                cell("geometry.latitude", Text(at[1]));
            }

            return;
        }

        Object(element, "", cell, 0);
    }

    private static void Object(JsonElement element, string prefix, Action<string, string?> cell, int depth)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + Short(property.Name);
            if (property.Value.ValueKind == JsonValueKind.Object && depth < 3 && !property.Value.TryGetProperty("@value", out _))
            {
                Object(property.Value, name + ".", cell, depth + 1);
            }
            else
            {
                cell(name, Text(property.Value));
            }
        }
    }

    /// <summary>"schema:name" and "http://schema.org/name" are "name".</summary>
    private static string Short(string name) => name.StartsWith('@') ? name : name[(name.LastIndexOfAny([':', '/', '#']) + 1)..] is { Length: > 0 } last ? last : name;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Written(value) is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "oui",
        JsonValueKind.False => "non",
        JsonValueKind.Array => CellText.OfList(value.EnumerateArray().Select(Text).OfType<string>()),
        JsonValueKind.Object => Naming.Select(name => value.TryGetProperty(name, out var named) ? Text(named) : null).FirstOrDefault(text => text is not null)
            ?? value.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).Select(p => Text(p.Value)).FirstOrDefault(),
        _ => null,
    };

    /// <summary>A null character, which JSON can write, is no part of a text, and PostgreSQL would refuse the whole file for it.</summary>
    private static string Written(JsonElement value) => value.GetString()!.Replace("\0", "", StringComparison.Ordinal).Trim();

    /// <summary>JSON is UTF-8; one that an old program wrote in another encoding is put into it.</summary>
    private static JsonDocument Parsed(Stream content)
    {
        var (encoding, _) = TextEncoding.Of(content);
        content.Position = 0;
        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        try
        {
            if (encoding is UTF8Encoding)
            {
                return JsonDocument.Parse(content, options);
            }

            using var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            return JsonDocument.Parse(reader.ReadToEnd(), options);
        }
        catch (JsonException problem)
        {
            throw new UnreadableFile($"JSON illisible à la ligne {problem.LineNumber + 1}, caractère {problem.BytePositionInLine + 1}.");
        }
    }

    private static void Whole(Action read) => Whole(() =>
    {
        read();
        return true;
    });

    /// <summary>JSON may escape half a character ("\ud800"), in a text or in a name, which is no text.</summary>
    private static T Whole<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableFile("JSON illisible : il contient une moitié de caractère (« \\uD800 » ou voisin).");
        }
    }
}
