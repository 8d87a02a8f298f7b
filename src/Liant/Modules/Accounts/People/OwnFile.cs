using System.Text.Json;
using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.People;

/// <summary>A person's own data as a file, from every module.</summary>
internal static class OwnFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JsonText.InItsLetters };

    public static void MapOwnFile(this IEndpointRouteBuilder routes) => routes.MapGet("/compte/donnees", TakeAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext http, LiantDb db, IEnumerable<LiantModule> modules, CancellationToken cancel)
    {
        var id = Viewer.From(http.User).PersonId!.Value;
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(person => person.Id == id, cancel);
        // What is kept under an address alone is given to whoever proved that it is hers.
        var who = new Someone(id, person.Name, person.EmailConfirmed ? person.Email! : "");
        var kept = new List<KeptAbout>();
        foreach (var module in modules)
        {
            await foreach (var one in module.AboutAsync(db, who, cancel))
            {
                kept.Add(one);
            }
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(kept.GroupBy(one => one.What).ToDictionary(group => group.Key, group => group.Select(one => one.Content)), Readable), "application/json", "mes-donnees-liant.json");
    }
}
