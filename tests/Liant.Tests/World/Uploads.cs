using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Liant.Modules.Catalogue.Import;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>Sending a file through the page, as a browser does.</summary>
internal static class Uploads
{
    public static async Task<HttpResponseMessage> SendFileAsync(this HttpClient client, string name, byte[]? content)
    {
        var page = await client.GetPageAsync("/imports");
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(page.ValueOf("jeton_formulaire")!), "jeton_formulaire");
        if (content is not null)
        {
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(file, "fichier", name);
        }

        return await client.PostAsync("/imports", form);
    }

    /// <summary>Sends the file; the address of its page.</summary>
    public static async Task<string> PreparedAsync(this HttpClient client, string csv, string name = "reseau.csv")
    {
        using var sent = await client.SendFileAsync(name, Encoding.UTF8.GetBytes(csv));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        return sent.Headers.Location!.OriginalString;
    }

    public static Task<HttpResponseMessage> StartImportAsync(this HttpClient client, string path, params (string Name, string? Value)[] fields) =>
        client.SendHandlerAsync(path, "Start", fields);

    public static async Task<HttpResponseMessage> SendHandlerAsync(this HttpClient client, string path, string handler, params (string Name, string? Value)[] fields)
    {
        var page = await client.GetPageAsync(path);
        page.QuerySelector("main form[method=post]")!.SetAttribute("action", $"{path}?handler={handler}");
        return await client.SendFormAsync(path, page, fields);
    }

    public static async Task<SheetImport> EndedAsync(this LiantHost host, string path, params ImportState[] states)
    {
        var id = Guid.ParseExact(path[^32..], "N");
        for (var i = 0; i < 300; i++)
        {
            var import = await host.WithDbAsync(db => db.Set<SheetImport>().AsNoTracking().SingleAsync(import => import.Id == id));
            if (states.Length == 0 ? import.IsOver : states.Contains(import.State))
            {
                return import;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The import did not get there in thirty seconds.");
    }
}
