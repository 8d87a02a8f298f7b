using System.Text;
using System.Xml;

namespace Liant.Platform.Text;

/// <summary>XML 1.0 has no way to write most control characters, nor halves of characters, even escaped.</summary>
public static class XmlCharacters
{
    /// <summary>The text without the characters that XML 1.0 cannot hold.</summary>
    public static string Holdable(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                kept.Append(text[i]).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }
}
