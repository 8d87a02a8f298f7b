namespace Liant.Platform.Text;

/// <summary>For one NUL the framework gives a whole form up, and what was typed with it: such a form is read with another control character instead, which <see cref="WritableText"/> takes out.</summary>
internal static class WritableForms
{
    public static void UseWritableForms(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            // No longer than a form may be: the server cuts it there.
            var form = new MemoryStream();
            await http.Request.Body.CopyToAsync(form, http.RequestAborted);
            Replace(form.GetBuffer().AsSpan(0, (int)form.Length));
            (form.Position, http.Request.Body) = (0, form);
        }

        await next(http);
    });

    private static void Replace(Span<byte> form)
    {
        for (var at = form.IndexOf("%00"u8); at >= 0; at = form.IndexOf("%00"u8))
        {
            form[at + 2] = (byte)'1';
            form = form[(at + 3)..];
        }
    }
}
