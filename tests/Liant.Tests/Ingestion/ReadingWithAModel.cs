using System.Text.Json;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Modules.Ingestion.Understanding.Models;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>A model proposes, the text disposes.</summary>
public sealed class ReadingWithAModel(SharedHost shared) : IAsyncLifetime
{
    private const string Text =
        "Les nouvelles\n\nHier encore, nous avons poussé la porte de Bric et Broc Bleus : on y répare des vélos et on y prête des outils, à Felletin (Creuse). Ils sont trois, et 14 salariés en comptant les saisonniers.\n\n"
        + "Entre Lyon et Roanne, une autre équipe souhaite créer une SCIC. Son association d’origine garde 25 bénévoles et se réunit à Tarare.";

    private ModelServer? server;

    private ModelServer Server => server!;

    public async ValueTask InitializeAsync() => server = await ModelServer.StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task What_the_text_bears_out_gets_through()
    {
        Answer(new
        {
            name = Claim("Bric et Broc Bleus", "poussé la porte de Bric et Broc Bleus"), commune = Claim("Felletin", "on y prête des outils, à Felletin (Creuse)"), jobs = Claim(14, "14 salariés en comptant les saisonniers"),
            themes = new[] { Claim("mobilite", "on y répare des vélos et on y prête") },
        });
        var reading = await ReadAsync();
        var told = Assert.Single(reading.Proposals, p => p.Name == "Bric et Broc Bleus");
        Assert.Equal(("23079", 14), (told.Commune?.Code, told.Jobs?.Count));
        Assert.Contains("mobilite", told.Themes);
        Assert.All(told.Evidence, pair => Assert.True(pair.Value.End <= Text.Length && pair.Value.Length >= 15));
        Assert.Contains(reading.Remarks, remark => remark.Contains("modèle de langue", StringComparison.Ordinal));
        Assert.Equal("Bearer secret", Server.Asked.Authorization);
        Assert.Equal("petit-modele", Server.Asked.Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task What_is_plausible_and_unsupported_does_not()
    {
        Answer(
            new
            {
                name = Claim("Bric et Broc Bleus", "poussé la porte de Bric et Broc Bleus"),
                // A true quote that holds another value; a value whose words stand elsewhere; a quote that was made up; volunteers; a plan; a year that nobody said; another's.
                commune = Claim("Lyon", "Entre Lyon et Roanne, une autre équipe"), jobs = Claim(25, "garde 25 bénévoles et se réunit"), legalForm = Claim("SCIC", "une autre équipe souhaite créer une SCIC"), foundedIn = Claim(2012, "Hier encore, nous avons poussé la porte"),
                themes = new[] { Claim("habitat", "on y répare des vélos et on y prête"), Claim("culture", "un lieu de culture ouvert à tous") }, partners = new[] { Claim("Ville de Felletin", "avec le soutien de la Ville de Felletin"), Claim("ADEME", "Hier encore, nous avons poussé la porte") },
            },
            new { name = Claim("La Grange Dorée", "la ressourcerie La Grange Dorée"), commune = Claim("Felletin", "on y prête des outils, à Felletin (Creuse)") },
            new { name = Claim("Felletin", "on y prête des outils, à Felletin (Creuse)") },
            new { name = Claim("outils", "on y prête des outils, à Felletin (Creuse)") });
        var reading = await ReadAsync();
        var told = Assert.Single(reading.Proposals, p => p.Name == "Bric et Broc Bleus");
        Assert.Null(told.LegalForm);
        Assert.Null(told.FoundedIn);
        Assert.NotEqual("69123", told.Commune?.Code);
        Assert.NotEqual(25, told.Jobs?.Count);
        Assert.DoesNotContain("habitat", told.Themes);
        Assert.DoesNotContain("culture", told.Themes);
        Assert.Empty(told.Partners);
        Assert.DoesNotContain(reading.Proposals, p => p.Name is "La Grange Dorée" or "Felletin" or "outils");
    }

    [Theory]
    [InlineData("ce n’est pas du JSON")]
    [InlineData("{\"initiatives\": [")]
    [InlineData("{\"initiatives\": 3}")]
    [InlineData("[]")]
    public async Task An_answer_that_is_not_what_was_asked_leaves_the_rules(string answer)
    {
        Server.Says = answer;
        await RulesAloneAsync("illisible");
    }

    [Fact]
    public async Task An_error_leaves_the_rules()
    {
        Server.Status = 500;
        await RulesAloneAsync("500");
    }

    [Fact]
    public async Task A_model_that_thinks_too_long_leaves_the_rules()
    {
        Server.Thinks = TimeSpan.FromSeconds(30);
        await RulesAloneAsync("pas répondu en 1 s");
    }

    [Fact]
    public async Task A_model_that_is_not_there_leaves_the_rules()
    {
        await Server.DisposeAsync();
        await RulesAloneAsync("ne répond pas");
        server = await ModelServer.StartAsync();
    }

    [Fact]
    public void Its_settings_are_checked()
    {
        static LiantSettings From(params (string, string)[] values) => LiantSettings.From(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Item1, (string?)v.Item2))).Build());
        Assert.Null(From().Model);
        Assert.Equal(new Uri("http://localhost:11434/v1/"), From(("LIANT_MODEL_ADDRESS", "http://localhost:11434/v1"), ("LIANT_MODEL_NAME", "m")).Model?.Address);
        Assert.Throws<InvalidOperationException>(() => From(("LIANT_MODEL_ADDRESS", "localhost"), ("LIANT_MODEL_NAME", "m")));
        Assert.Throws<InvalidOperationException>(() => From(("LIANT_MODEL_ADDRESS", "http://localhost:11434/v1")));
    }

    private async Task RulesAloneAsync(string remark)
    {
        var reading = await ReadAsync();
        Assert.Contains(reading.Remarks, said => said.Contains(remark, StringComparison.Ordinal) && said.Contains("règles seules", StringComparison.Ordinal));
        Assert.Equal(Reader(null).Read(Document).Proposals.Select(p => p.Name), reading.Proposals.Select(p => p.Name));
    }

    private static DocumentText Document => new("a.txt", Text);

    private Task<Reading> ReadAsync() => Reader(new ModelEndpoint(Server.Address, "petit-modele", "secret", TimeSpan.FromSeconds(1))).ReadAsync(Document, TestContext.Current.CancellationToken);

    private DocumentReader Reader(ModelEndpoint? endpoint) => new(shared.Host.Services.GetRequiredService<Geography>(), new LanguageModel(new LiantSettings { DataFolder = "", Model = endpoint }));

    private void Answer(params object[] initiatives) => Server.Says = "Voici :\n```json\n" + JsonSerializer.Serialize(new { initiatives }) + "\n```";

    private static object Claim(object value, string quote) => new { value, quote };
}
