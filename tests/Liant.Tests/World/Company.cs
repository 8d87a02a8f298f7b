using System.Net;
using System.Net.Http.Headers;
using Liant.Modules.Accounts.Spaces;

namespace Liant.Tests.World;

/// <summary>Groups, made and used through their pages.</summary>
internal static class Company
{
    /// <summary>Opens a group in the space; its path.</summary>
    public static async Task<string> OpenGroupAsync(this HttpClient manager, Space space, string name, bool isOpen = true)
    {
        using var opened = await manager.PostFormAsync($"/espaces/{space.Slug}/groupes/nouveau", ("nom", name), ("objet", "Ce qui marche chez les autres."), ("genre", "Working"), ("ouvert", isOpen ? "true" : null));
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        return opened.Headers.Location!.OriginalString;
    }

    /// <summary>The facilitator brings somebody in.</summary>
    public static async Task BringInAsync(this HttpClient facilitator, string group, Guid person, Space through)
    {
        using var brought = await facilitator.DoAsync(group + "/personnes", "Add", ("personne", $"{person:N}-{through.Id:N}"));
        Assert.Equal(HttpStatusCode.Found, brought.StatusCode);
    }

    /// <summary>Starts a discussion; its path.</summary>
    public static async Task<string> StartDiscussionAsync(this HttpClient client, string group, string title, string text)
    {
        using var started = await client.PostFormAsync(group + "/discussions/nouvelle", ("titre", title), ("texte", text));
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        return started.Headers.Location!.OriginalString;
    }

    /// <summary>What a button of the page does, with these fields alone and the token of the page.</summary>
    public static async Task<HttpResponseMessage> DoAsync(this HttpClient client, string path, string? handler, params (string Name, string Value)[] fields)
    {
        var page = await client.GetPageAsync(path);
        var sent = fields.Append(("jeton_formulaire", page.ValueOf("jeton_formulaire") ?? (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")!));
        return await client.PostAsync(handler is null ? path : $"{path}?handler={handler}", new FormUrlEncodedContent(sent.Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    public static async Task<HttpResponseMessage> GiveDocumentAsync(this HttpClient client, string path, string name, byte[] content)
    {
        var page = await client.GetPageAsync(path);
        using var form = new MultipartFormDataContent();
        foreach (var field in new[] { "jeton_formulaire", "envoi", "reunion" })
        {
            form.Add(new StringContent(page.ValueOf(field) ?? ""), field);
        }

        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "fichier", name);
        return await client.PostAsync(path.Split('?')[0], form);
    }
}
