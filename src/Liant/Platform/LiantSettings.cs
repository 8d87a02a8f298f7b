using System.Globalization;
using System.Net.Mail;
using Liant.Platform.Mail;

namespace Liant.Platform;

/// <summary>What an administrator sets, by environment variables prefixed LIANT_ (README, "Réglages").</summary>
public sealed record LiantSettings
{
    /// <summary>Addresses to listen on; loopback by default.</summary>
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>How people reach the site: letters hold links to it. What a request says of it is not believed there, a forged one could say anything. The first of <see cref="Urls"/> unless set.</summary>
    public string? Address { get; init; }

    /// <summary>Without a slash at its end.</summary>
    public string PublicAddress => (Address ?? Urls.Split(';')[0]).TrimEnd('/');

    /// <summary>Folder of the SQLite database (keys included) and of files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL connection string; SQLite in the data folder when absent.</summary>
    public string? Database { get; init; }

    /// <summary>Raster tiles of the administrator's choice, as https://host/{z}/{x}/{y}.png; none by default.</summary>
    public Uri? Tiles { get; init; }

    public string? TilesCredit { get; init; }

    /// <summary>Name shown beside the logo.</summary>
    public string? SpaceName { get; init; }

    /// <summary>Where letters leave from; without it they wait, and an administrator sees them.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>The sender of every letter.</summary>
    public string MailFrom { get; init; } = "liant@localhost";

    /// <summary>Asks once a week whether the addresses on sheets still answer. Off unless the environment is read: a test asks nobody.</summary>
    public bool ChecksLinks { get; init; }

    /// <summary>Months after which the contact of a sheet is asked whether it is still true; 0 asks nobody.</summary>
    public int ConfirmEveryMonths { get; init; } = 12;

    /// <summary>Reads documents beside the rules; none by default.</summary>
    public ModelEndpoint? Model { get; init; }

    /// <summary>Signs public agents in; none by default.</summary>
    public OidcProvider? Oidc { get; init; }

    /// <summary>Whom one writes to about personal data: the data protection officer of the body that runs the site.</summary>
    public string? DataProtectionContact { get; init; }

    /// <summary>Loads the fictional town of Saint-Liant-sur-Arce and says so on every page.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>From how many sheets on the search index is kept on the disk.</summary>
    public int IndexKeptFrom { get; init; } = 20_000;

    /// <summary>The least time between two keepings of the index.</summary>
    public TimeSpan IndexKeptEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the database is, unless it is a PostgreSQL.</summary>
    public string SqliteFile => Path.Combine(DataFolder, "liant.db");

    public bool UsesPostgreSql => !string.IsNullOrWhiteSpace(Database);

    public static LiantSettings From(IConfiguration configuration) => new()
    {
        Urls = configuration["LIANT_URLS"] ?? "http://localhost:5080",
        DataFolder = Path.GetFullPath(configuration["LIANT_DATA"] ?? "data"),
        Database = configuration["LIANT_DATABASE"],
        Tiles = TilesAt(configuration["LIANT_TILES"]),
        TilesCredit = configuration["LIANT_TILES_CREDIT"],
        SpaceName = configuration["LIANT_NAME"],
        Address = AddressIn(configuration["LIANT_ADDRESS"]),
        Oidc = OidcProvider.From(configuration),
        Model = ModelEndpoint.From(configuration),
        DataProtectionContact = configuration["LIANT_DPO"],
        Smtp = SmtpSettings.From(configuration["LIANT_SMTP"]),
        MailFrom = MailFromIn(configuration["LIANT_MAIL_FROM"]),
        ChecksLinks = configuration["LIANT_CHECK_LINKS"] is not ("0" or "false"),
        ConfirmEveryMonths = NumberIn(configuration, "LIANT_CONFIRM_EVERY", 12),
        IndexKeptFrom = NumberIn(configuration, "LIANT_INDEX_KEPT_FROM", 20_000),
        IndexKeptEvery = TimeSpan.FromSeconds(NumberIn(configuration, "LIANT_INDEX_KEPT_EVERY", 30)),
        IsDemonstration = configuration["LIANT_DEMO"] is "1" or "true",
    };

    private static int NumberIn(IConfiguration configuration, string name, int usual)
    {
        var typed = configuration[name];
        return string.IsNullOrWhiteSpace(typed) ? usual
            : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidOperationException($"{name} doit être un nombre entier ; reçu : {typed}");
    }

    private static string? AddressIn(string? address) => string.IsNullOrWhiteSpace(address) ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? address
        : throw new InvalidOperationException($"LIANT_ADDRESS doit être l’adresse du site, par exemple https://liant.example.fr ; reçu : {address}");

    private static string MailFromIn(string? address) => string.IsNullOrWhiteSpace(address) ? "liant@localhost"
        : MailAddress.TryCreate(address, out var known) ? known.Address
        : throw new InvalidOperationException($"LIANT_MAIL_FROM doit être une adresse de courriel ; reçu : {address}");

    private static Uri? TilesAt(string? template)
    {
        if (string.IsNullOrWhiteSpace(template))
        {
            return null;
        }

        return Uri.TryCreate(template, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? uri
            : throw new InvalidOperationException($"LIANT_TILES doit être une adresse http(s), par exemple https://tuiles.example/{{z}}/{{x}}/{{y}}.png ; reçu : {template}");
    }
}
