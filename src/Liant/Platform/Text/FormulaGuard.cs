namespace Liant.Platform.Text;

/// <summary>A spreadsheet that opens a CSV runs a cell that begins like a formula (OWASP, "CSV injection"). Such a text gets one apostrophe
/// in front; reading takes that one back, so that nothing is lost between the two.</summary>
public static class FormulaGuard
{
    /// <summary>The text as it can stand in a cell.</summary>
    public static string Guarded(string text) => IsLikeFormula(text) ? "'" + text : text;

    /// <summary>The text that was guarded.</summary>
    public static string Unguarded(string cell) => cell is ['\'', .. var rest] && IsLikeFormula(rest) ? rest : cell;

    /// <summary>A sign, a tabulation or a line end behind any apostrophes and any spaces. The apostrophes count, so that a text which has one of its own gets another, and
    /// keeps its own when read back.</summary>
    private static bool IsLikeFormula(string text)
    {
        var unquoted = text.AsSpan().TrimStart('\'');
        var body = unquoted.TrimStart();
        return unquoted[..^body.Length].IndexOfAny('\t', '\r', '\n') >= 0 || (body is [var first, ..] && IsSign(first));
    }

    /// <summary>The four signs of a formula, and the full-width ones that a spreadsheet set for Chinese or Japanese takes for them.</summary>
    private static bool IsSign(char c) => c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
}
