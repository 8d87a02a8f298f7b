using System.Text;
using System.Xml;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Interop.Feeds;

/// <summary>Atom (RFC 4287).</summary>
internal static class AtomFeed
{
    public const string ContentType = "application/atom+xml";

    private const string Namespace = "http://www.w3.org/2005/Atom";

    public static byte[] Write(Feed feed, IReadOnlyList<SearchDocument> entries)
    {
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, feed.Language);
            Text(xml, "id", "urn:uuid:" + feed.Id);
            Text(xml, "title", feed.Title);
            Text(xml, "subtitle", feed.Subtitle ?? "");
            // Of the latest sheet, not of the reading: a feed in which nothing is new reads the same.
            Text(xml, "updated", Instant(entries.Select(entry => entry.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()));
            xml.WriteStartElement("author", Namespace);
            Text(xml, "name", "Liant");
            xml.WriteEndElement();
            Link(xml, "self", ContentType, feed.Self);
            Link(xml, "alternate", "text/html", feed.Page);
            foreach (var entry in entries)
            {
                Entry(xml, entry, feed.Site);
            }

            xml.WriteEndElement();
        }

        return written.ToArray();
    }

    private static void Entry(XmlWriter xml, SearchDocument entry, string site)
    {
        xml.WriteStartElement("entry", Namespace);
        xml.WriteAttributeString("xml", "lang", null, "fr");
        Text(xml, "id", "urn:uuid:" + Guid.ParseExact(entry.Id, "N"));
        Text(xml, "title", entry.Title);
        Text(xml, "updated", Instant(entry.UpdatedAt));
        Link(xml, "alternate", "text/html", site + entry.Path);
        foreach (var theme in entry.Themes)
        {
            xml.WriteStartElement("category", Namespace);
            xml.WriteAttributeString("term", theme);
            xml.WriteAttributeString("label", Vocabulary.Themes.Find(theme)?.Fr ?? theme);
            xml.WriteEndElement();
        }

        Text(xml, "summary", entry.Summary);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, XmlCharacters.Holdable(text));

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", XmlCharacters.Holdable(address));
        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset at) => XmlConvert.ToString(at.ToUniversalTime().DateTime, "yyyy-MM-ddTHH:mm:ssZ");
}
