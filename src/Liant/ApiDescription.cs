using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Liant;

/// <summary>The document at /api/openapi.json.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Liant",
            Version = "v1",
            Description = "Recherche, territoires et fiches. Les erreurs sont des documents « problem » (RFC 9457) ; celles d’un champ portent son nom.",
            License = new OpenApiLicense { Name = "AGPL-3.0-or-later" },
        };
        return Task.CompletedTask;
    });
}
