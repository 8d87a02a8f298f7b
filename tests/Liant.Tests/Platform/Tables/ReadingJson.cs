using System.Text;
using Liant.Platform.Imports;
using Liant.Platform.Tables;

namespace Liant.Tests.Platform.Tables;

/// <summary>JSON as other sites give it.</summary>
public sealed class ReadingJson
{
    [Theory]
    [InlineData("""[{"nom":"Le Fil"}]""")]
    [InlineData("""{"data":[{"nom":"Le Fil"}]}""")]
    [InlineData("""{"count":1,"results":[{"nom":"Le Fil"}],"tags":["a"]}""")]
    [InlineData("""{"features":[{"nom":"Le Fil"}],"bbox":[1,2,3,4]}""")]
    [InlineData("""{"@context":{"@vocab":"http://schema.org/"},"@graph":[{"nom":"Le Fil"}]}""")]
    [InlineData("""{"lieux":[{"nom":"Le Fil"}]}""")]
    [InlineData("""  [{"nom":"Le Fil",},/* */]""")]
    [InlineData("\uFEFF" + """[{"nom":"Le Fil"}]""")]
    public void The_list_of_sheets_is_found_wherever_it_is(string json)
    {
        using var table = Open(json);
        Assert.StartsWith("JSON", table.Format, StringComparison.Ordinal);
        Assert.Equal(["nom"], table.Columns);
        Assert.Equal("Le Fil", table.Rows().Single().Cells[0]);
    }

    [Fact]
    public void Nested_objects_are_columns_and_lists_are_one_cell()
    {
        using var table = Open("""[{"nom":"A","adresse":{"rue":"1 rue X","geo":{"lat":47.5,"lon":-0.5}},"tags":["un","deux | trois"],"cats":[{"id":3,"name":"Habitat"},{"id":4,"libelle":"Énergie"}],"ouvert":true,"vide":null,"rien":"  "}]""");
        Assert.Equal(["nom", "adresse.rue", "adresse.geo.lat", "adresse.geo.lon", "tags", "cats", "ouvert", "vide", "rien"], table.Columns);
        var cells = table.Rows().Single().Cells;
        Assert.Equal(["A", "1 rue X", "47.5", "-0.5"], cells[..4].AsEnumerable());
        Assert.Equal(["un", "deux | trois"], CellText.ToList(cells[4]));
        Assert.Equal(["Habitat", "Énergie"], CellText.ToList(cells[5]));
        Assert.Equal(["oui", null, null], cells[6..].AsEnumerable());
    }

    [Fact]
    public void A_geojson_feature_gives_its_properties_and_its_point()
    {
        using var table = Open("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[-0.5,46.3]},"properties":{"nom":"A","type":"café"}},{"type":"Feature","geometry":null,"properties":{"nom":"B"}}]}""");
        Assert.Equal([["A", "café", "-0.5", "46.3"], ["B", null, null, null]], table.Rows().Select(row => row.Cells));
        Assert.Equal(["nom", "type", "geometry.longitude", "geometry.latitude"], table.Columns);
    }

    [Fact]
    public void Every_category_of_a_tree_is_a_row()
    {
        using var table = Open("""{"name":"Tout","options":[{"id":1,"name":"A","subcategories":[{"name":"s","options":[{"id":2,"name":"B"}]}]},{"id":3,"name":"C","options":[{"id":4,"name":"D"}]}]}""");
        Assert.Equal(["1", "2", "3", "4"], table.Rows().Select(row => row.Cells[table.Columns.ToList().IndexOf("id")]));
    }

    [Theory]
    [InlineData("""[{"nom":"A","":"x"}]""")]
    [InlineData("""[{"":"x","nom":"A"},{"nom":"B"," ":"y"}]""")]
    public void A_property_without_a_name_is_no_obstacle(string json)
    {
        using var table = Open(json);
        Assert.Equal("A", table.Rows().First().Cells[table.Columns.ToList().IndexOf("nom")]);
    }

    [Fact]
    public void Two_properties_that_come_to_one_name_keep_the_value_that_there_is()
    {
        using var table = Open("""[{"schema:name":"A","name":null,"Name":"autre"}]""");
        Assert.Equal("A", table.Rows().Single().Cells[0]);
        Assert.Equal(["name", "Name (2)"], table.Columns);
    }

    [Theory]
    [InlineData("""[{"nom":"\ud800"}]""")]
    [InlineData("""[{"\ud800":"A"}]""")]
    [InlineData("""{"a":"\udc00","data":[{"nom":"A"}]}""")]
    [InlineData("""{"data":[{"nom":"A"}],"\ud800":[{"nom":"B"}]}""")]
    public void Half_a_character_is_refused_in_words(string json) =>
        Assert.Contains("moitié de caractère", Assert.Throws<UnreadableFile>(() => Open(json).Rows().Count()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1252)]
    [InlineData(1200)]
    [InlineData(1201)]
    public void Json_in_another_encoding_than_its_own_is_read(int page)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(page);
        using var table = TableFile.Open(new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("""[{"dénomination":"Café d'été à Évry"},{"dénomination":"Forêt"}]""")]));
        Assert.Equal(["dénomination"], table.Columns);
        Assert.Equal("Café d'été à Évry", table.Rows().First().Cells[0]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[1,2,3]")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{"a":1}}""")]
    [InlineData("""{"fields":[{"name":"a","type":"string"}]}""")]
    [InlineData("""[{"nom":""")]
    [InlineData("{nom}")]
    public void What_holds_no_list_of_sheets_is_refused_in_words(string json) => Assert.True(Assert.Throws<UnreadableFile>(() => Open(json)).Message.Length > 20);

    private static TableFile Open(string json) => TableFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
