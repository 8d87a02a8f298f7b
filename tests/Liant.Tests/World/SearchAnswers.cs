using System.Text.Json;

namespace Liant.Tests.World;

/// <summary>Reading an answer of the search.</summary>
internal static class SearchAnswers
{
    public static Task<JsonElement> SearchAsync(this HttpClient client, string query) => client.GetJsonAsync("/api/v1/search?" + query);

    public static int Total(this JsonElement answer) => answer.GetProperty("total").GetInt32();

    public static List<string> Titles(this JsonElement answer) => answer.Texts("title");

    public static List<string> Ids(this JsonElement answer) => answer.Texts("id");

    public static List<string> Texts(this JsonElement answer, string field) =>
        answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(field).GetString()!).ToList();

    public static Dictionary<string, int> Facet(this JsonElement answer, string name) =>
        answer.GetProperty("facets").GetProperty(name).EnumerateArray().ToDictionary(v => v.GetProperty("value").GetString()!, v => v.GetProperty("count").GetInt32());

    /// <summary>Everything that matches, page after page.</summary>
    public static async Task<List<string>> EveryIdAsync(this HttpClient client, string query, int size = 100)
    {
        var ids = new List<string>();
        for (var page = 1; ; page++)
        {
            var answer = await client.SearchAsync($"{query}&size={size}&page={page}");
            ids.AddRange(answer.Ids());
            if (page * size >= answer.Total())
            {
                return ids;
            }
        }
    }

    public static string Q(string text) => "q=" + Uri.EscapeDataString(text);
}
