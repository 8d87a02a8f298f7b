using Liant.Platform;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Liant;

/// <summary>The document at /api/openapi.json.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, context, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Liant",
            Version = "v1",
            Description = "Recherche, territoires et fiches. Les erreurs sont des documents « problem » (RFC 9457) ; celles d’un champ portent son nom.",
            License = new OpenApiLicense { Name = "AGPL-3.0-or-later" },
        };
        var operations = document.Paths.SelectMany(path => path.Value.Operations ?? []).Select(o => o.Value).Where(o => o.OperationId is not null).ToDictionary(o => o.OperationId!);
        foreach (var endpoint in context.DescriptionGroups.SelectMany(group => group.Items).Select(item => item.ActionDescriptor.EndpointMetadata))
        {
            if (endpoint.OfType<SameParameters>().FirstOrDefault() is { } same && endpoint.OfType<IEndpointNameMetadata>().FirstOrDefault()?.EndpointName is { } name)
            {
                var own = (operations[name].Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path);
                operations[name].Parameters = [.. own, .. operations[same.Operation].Parameters ?? []];
            }
        }

        return Task.CompletedTask;
    });
}
