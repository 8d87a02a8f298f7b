using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.SigningIn;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts;

internal sealed class AccountsModule : LiantModule
{
    private const int MostTries = 5;

    public override string Name => "accounts";

    public override void AddServices(IServiceCollection services)
    {
        services.AddIdentityCore<Person>(identity =>
        {
            identity.User.AllowedUserNameCharacters = "";
            identity.User.RequireUniqueEmail = true;
            // PasswordRule says what a password is; the library's own rules of composition are off.
            (identity.Password.RequiredLength, identity.Password.RequireDigit, identity.Password.RequireLowercase) = (1, false, false);
            (identity.Password.RequireUppercase, identity.Password.RequireNonAlphanumeric) = (false, false);
            (identity.Lockout.MaxFailedAccessAttempts, identity.Lockout.DefaultLockoutTimeSpan) = (MostTries, TimeSpan.FromMinutes(5));
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        }).AddPasswordValidator<PasswordRule>().AddSignInManager().AddTokenProvider<AuthenticatorTokenProvider<Person>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<IUserStore<Person>>(provider => new UserOnlyStore<Person, LiantDb, Guid>(provider.GetRequiredService<LiantDb>()));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = "liant.session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = Session.Idle;
                cookie.LoginPath = "/connexion";
                cookie.AccessDeniedPath = "/erreur/403";
                cookie.ReturnUrlParameter = "retour";
                cookie.EventsType = typeof(SessionCookie);
            });
            // Holds the question that a passkey answers, between two requests.
            cookies.TwoFactorUserIdCookie!.Configure(cookie => cookie.Cookie.Name = "liant.question");
            cookies.ExternalCookie!.Configure(cookie => cookie.Cookie.Name = "liant.fournisseur");
        });
        services.AddOidc();
        services.AddAuthorization();
        services.AddScoped<SessionCookie>();
        services.AddScoped<Entrance>();
        services.AddScoped<SpaceNames>();
        services.AddScoped<Recipients>();
        services.AddScoped<SpacePeople>();
        services.AddHostedService<FirstAccessPrinter>();
        services.AddHostedService<IdleAccounts>();
    }

    public override IEnumerable<Processing> Processings => AccountsRegister.Processings;

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => OwnRecords.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => OwnRecords.ForgetAsync(db, person, cancel);

    public override async IAsyncEnumerable<WaitingWork> WaitingAsync(LiantDb db, ClaimsPrincipal editor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var viewer = Viewer.From(editor);
        var asked = await db.Set<JoinRequest>().Join(db.Set<Space>(), request => request.SpaceId, space => space.Id, (request, space) => space).GroupBy(space => new { space.Id, space.Slug, space.Name })
            .Select(of => new { of.Key.Id, of.Key.Slug, of.Key.Name, Count = of.Count() }).OrderBy(of => of.Name).ToListAsync(cancel);
        foreach (var space in asked.Where(of => viewer.Is(SpaceRole.Manager, of.Id)))
        {
            yield return new WaitingWork("Waiting.JoinRequests", space.Count, $"/espaces/{space.Slug}/membres", "users", space.Name);
        }
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapOwnFile();
        routes.MapProvider();
        routes.MapSpaceLook();
    }

    /// <summary>For whoever lost the way in and has the machine.</summary>
    public override IEnumerable<Command> Verbs(Func<Task<IServiceProvider>> services)
    {
        var command = new Command("administrator", "donne un lien à usage unique pour créer un compte d’administration du site");
        command.SetAction(async (_, cancel) =>
        {
            Console.WriteLine(await FirstAccessPrinter.NewLinkAsync(await services(), cancel));
            return 0;
        });
        yield return command;
    }
}
