using AngleSharp.Html.Dom;

namespace Liant.Tests.World;

/// <summary>A form that somebody was shown, with what it holds: enough to send it as somebody else.</summary>
internal sealed record FormShown(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>What is drawn anew each time that a page is shown, and which version of the thing was read.</summary>
    private static readonly HashSet<string> Drawn = new(["jeton_formulaire", "envoi", "Submission", "depuis", "retour"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The same form shown to two people has the same.</summary>
    public string Key => Address + " " + string.Join('&', Fields.Where(one => !Drawn.Contains(one.Key)).Select(one => $"{one.Key}={one.Value}"));

    /// <summary>Those of a page that change something; each of its buttons makes one.</summary>
    public static async Task<IEnumerable<FormShown>> AllAsync(HttpResponseMessage answer, string address)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/html")
        {
            return [];
        }

        var page = await answer.ReadPageAsync();
        return page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(form => form.Method == "post").SelectMany(form =>
        {
            var fields = Requests.FieldsOf(form).Where(field => field.Key != "jeton_formulaire").ToList();
            var buttons = form.Elements.OfType<IHtmlButtonElement>().Select(button => (Action: button.GetAttribute("formaction"), Field: button.Name is { Length: > 0 } name ? KeyValuePair.Create(name, button.Value) : (KeyValuePair<string, string>?)null)).DefaultIfEmpty();
            return buttons.Select(button => new FormShown(Reached(button.Action ?? form.GetAttribute("action"), address), button.Field is { } pressed ? [.. fields, pressed] : fields));
        }).ToList();
    }

    /// <summary>Path and handler; what else the address says is no part of which form it is.</summary>
    private static string Reached(string? action, string page)
    {
        var to = new Uri(new Uri("http://ici" + page), string.IsNullOrEmpty(action) ? page : action);
        return to.AbsolutePath + (Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(to.Query).TryGetValue("handler", out var handler) ? "?handler=" + handler : "");
    }
}
