using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Microsoft.AspNetCore.Identity;

namespace Liant.Tests.World;

/// <summary>People and spaces, made without their pages where a test is about something else.</summary>
internal static class People
{
    public const string Password = "marée haute, vélo rouge";

    public static string NewEmail(string who) => $"{who}-{Guid.CreateVersion7():N}@mairie.example";

    public static Task<Person> RegisterAsync(this LiantHost host, string name, string email, bool isAdministrator = false) => host.WithAsync<UserManager<Person>, Person>(async people =>
    {
        var person = Person.Register(name, email, host.Now);
        person.Prove();
        if (isAdministrator)
        {
            person.Administer();
        }

        var made = await people.CreateAsync(person, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        return person;
    });

    /// <summary>From an address of her own: tries are counted by address.</summary>
    public static async Task<HttpClient> SignInAsync(this LiantHost host, string email, string password = Password)
    {
        var client = host.NewClient($"198.51.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}");
        using var answer = await client.PostFormAsync("/connexion", ("courriel", email), ("motdepasse", password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    public static async Task<Space> OpenSpaceAsync(this LiantHost host, string name, string? mailDomain = null, SpaceKind kind = SpaceKind.Network)
    {
        var space = Space.Open($"espace-{Guid.CreateVersion7():N}", kind, new SpaceDescription(name, "", null, null, null, mailDomain), host.Now);
        await host.WithDbAsync(async db =>
        {
            db.Add(space);
            await db.SaveChangesAsync();
        });
        return space;
    }

    /// <summary>Someone new with that role in the space, signed in.</summary>
    public static async Task<(Person Person, HttpClient Client)> JoinAsync(this LiantHost host, Space space, SpaceRole role, string name = "Dominique Petit")
    {
        var person = await host.RegisterAsync(name, NewEmail(role.ToString().ToLowerInvariant()));
        await host.WithDbAsync(async db =>
        {
            db.Add(Membership.Join(space.Id, person.Id, role, host.Now));
            await db.SaveChangesAsync();
        });
        return (person, await host.SignInAsync(person.Email!));
    }
}
