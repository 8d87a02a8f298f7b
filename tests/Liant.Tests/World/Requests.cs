using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Liant.Tests.World;

/// <summary>What a browser does with a page or a program with the API, in one line.</summary>
internal static class Requests
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path} : {(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

    public static async Task<IHtmlDocument> GetPageAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(path);
        var page = await answer.ReadPageAsync();
        Assert.True(answer.StatusCode == expected, $"{path} : {(int)answer.StatusCode} {page.Title}");
        return page;
    }

    /// <summary>Opens the page, fills its POST form (what it already holds, then <paramref name="changes"/>; null leaves a field out) and sends it.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string path, params (string Name, string? Value)[] changes)
    {
        var page = await client.GetPageAsync(path);
        return await client.SendFormAsync(path, page, changes);
    }

    public static async Task<HttpResponseMessage> SendFormAsync(this HttpClient client, string path, IHtmlDocument page, params (string Name, string? Value)[] changes)
    {
        var form = page.QuerySelectorAll("main form").Concat(page.QuerySelectorAll("form")).OfType<IHtmlFormElement>().FirstOrDefault(f => f.Method == "post" && !f.HasAttribute("hidden"))
            ?? throw new InvalidOperationException($"No form to post on {path}");
        var fields = FieldsOf(form).Where(field => !changes.Any(change => change.Name.Equals(field.Key, StringComparison.OrdinalIgnoreCase)))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)));
        var action = form.GetAttribute("action");
        return await client.PostAsync(string.IsNullOrEmpty(action) ? path : action, new FormUrlEncodedContent(fields));
    }

    /// <summary>What a field of the page holds; null when there is no such field. Names are compared as the server does, whatever their case.</summary>
    public static string? ValueOf(this IHtmlDocument page, string name) =>
        page.All.Where(element => name.Equals(element.GetAttribute("name"), StringComparison.OrdinalIgnoreCase)).Select(element => element switch
        {
            IHtmlTextAreaElement area => area.Value,
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value,
            _ => null,
        }).FirstOrDefault(value => value is not null);

    /// <summary>What a browser would send of the form as it stands.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form) => form.Elements
        .Where(element => element.GetAttribute("name") is { Length: > 0 } && !element.HasAttribute("disabled"))
        .SelectMany(element => element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlInputElement { Type: "submit" or "button" or "file" } => [],
            IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
            IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value)],
            IHtmlSelectElement select => select.SelectedOptions.Select(option => KeyValuePair.Create(select.Name!, option.Value)),
            _ => Enumerable.Empty<KeyValuePair<string, string>>(),
        });
}
