using System.Xml;
using System.Xml.Linq;
using Liant.Modules.Ingestion.Batches;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Web;

/// <summary>"./run read https://…": a page, or the pages that a sitemap of the same site lists, brought into a folder of the moment and read as any folder is, in a batch named after the site.</summary>
internal sealed class WebReading(IDbContextFactory<LiantDb> databases, FolderReading folders, PoliteReader reader, TimeProvider clock)
{
    public const int MostPages = 2_000;

    private readonly List<(string Address, WebAnswer Answer)> brought = [];

    /// <param name="refused">Told of each page that could not be read: its address, and why.</param>
    public Task<FolderCount> ReadAsync(Uri start, Action<string, string> refused, CancellationToken cancel) => ReadAsync(start.Host, [start.OriginalString], refused, cancel);

    /// <summary>A list of addresses, of one site or of several, one a line; in a batch of this name.</summary>
    public async Task<FolderCount> ReadAsync(string name, IEnumerable<string> lines, Action<string, string> refused, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("liant-pages-");
        try
        {
            var site = folder.CreateSubdirectory(name);
            var (unchanged, missing, addresses) = (0, 0, new Dictionary<string, string>());
            var starts = new List<Uri>();
            foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Distinct().Take(MostPages))
            {
                if (Uri.TryCreate(line, UriKind.Absolute, out var start) && start.Scheme is "https" or "http" && line.Length <= WebPage.AddressLength)
                {
                    starts.Add(start);
                }
                else
                {
                    missing++;
                    refused(line, "Ce n’est pas une adresse web : elle commence par https:// ou http://.");
                }
            }

            var pages = new List<Uri>();
            foreach (var start in starts)
            {
                pages.AddRange(await AddressesAsync(start, refused, cancel));
            }

            foreach (var address in pages.Distinct().Take(MostPages))
            {
                try
                {
                    if (await BringAsync(address, cancel) is { } answer)
                    {
                        addresses[await KeepAsync(site.FullName, answer, cancel)] = answer.Address.AbsoluteUri;
                    }
                    else
                    {
                        unchanged++;
                    }
                }
                catch (UnreadableFile problem)
                {
                    missing++;
                    refused(address.AbsoluteUri, problem.Message);
                }
            }

            var count = await folders.ReadAsync(site.FullName, refused, cancel, file => addresses.GetValueOrDefault(Path.GetFileName(file)));
            // Only once what they hold is kept: cut before, they are brought again.
            await RememberAsync(cancel);
            return count with { Known = count.Known + unchanged, Refused = count.Refused + missing };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The pages of a sitemap (and of those that it lists), on its own site; otherwise the page itself.</summary>
    private async Task<IReadOnlyList<Uri>> AddressesAsync(Uri start, Action<string, string> refused, CancellationToken cancel)
    {
        if (!start.AbsolutePath.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return [start];
        }

        var (pages, maps, seen) = (new List<Uri>(), new Queue<Uri>([start]), new HashSet<Uri>());
        while (maps.TryDequeue(out var map) && seen.Count < 50 && pages.Count < MostPages)
        {
            if (!seen.Add(map) || map.Authority != start.Authority)
            {
                continue;
            }

            try
            {
                var answer = (await reader.GetAsync(map, null, null, cancel))!;
                using var xml = XmlReader.Create(new MemoryStream(answer.Body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
                foreach (var place in XDocument.Load(xml).Descendants().Where(element => element.Name.LocalName == "loc" && Uri.TryCreate(element.Value.Trim(), UriKind.Absolute, out _)))
                {
                    var address = new Uri(place.Value.Trim());
                    if (place.Parent?.Name.LocalName == "sitemap")
                    {
                        maps.Enqueue(address);
                    }
                    else if (address.Authority == start.Authority && address.AbsoluteUri.Length <= WebPage.AddressLength)
                    {
                        pages.Add(address);
                    }
                }
            }
            catch (Exception problem) when (problem is UnreadableFile or XmlException)
            {
                refused(map.AbsoluteUri, problem is XmlException ? "Ce plan de site n’est pas du XML lisible." : problem.Message);
            }
        }

        return pages.Distinct().Take(MostPages).ToList();
    }

    private async Task<WebAnswer?> BringAsync(Uri address, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var known = await db.Set<WebPage>().AsNoTracking().SingleOrDefaultAsync(page => page.Address == address.AbsoluteUri, cancel);
        var answer = await reader.GetAsync(address, known?.Etag, known?.Modified, cancel);
        if (answer is not null)
        {
            brought.Add((address.AbsoluteUri, answer with { Body = [] }));
        }

        return answer;
    }

    /// <summary>Numbered, so that no address of a page becomes a path of this machine; what it is its content says.</summary>
    private async Task<string> KeepAsync(string folder, WebAnswer answer, CancellationToken cancel)
    {
        var name = $"{brought.Count:D5}-{Platform.Text.Fold.Slug(answer.Address.AbsolutePath)}{(answer.Body.AsSpan().StartsWith("%PDF"u8) ? ".pdf" : ".html")}";
        await File.WriteAllBytesAsync(Path.Combine(folder, name), answer.Body, cancel);
        return name;
    }

    private async Task RememberAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var (address, answer) in brought)
        {
            var page = await db.Set<WebPage>().FindAsync([address], cancel);
            if (page is null)
            {
                db.Add(page = new WebPage { Address = address });
            }

            page.Remember(answer.Etag, answer.Modified, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancel);
    }
}
