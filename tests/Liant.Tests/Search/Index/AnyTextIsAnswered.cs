using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;
using Liant.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace Liant.Tests.Search.Index;

/// <summary>Whatever is typed, there is an answer: no text breaks the analyser, the query or the index.</summary>
public sealed class AnyTextIsAnswered(SharedHost host)
{
    /// <summary>Pieces that mean something to the query, and some that mean trouble.</summary>
    private static readonly string[] Pieces =
    [
        "café", "\"", "“", "”", "«", "»", "-", "−", "--", "-\"", " ", "  ", "\t", "à ", "à Langon", "près de ", "d'", "l’", "E.S.S.", ".", "...", "S.C.I.C", "centre-bourg", "œ", "ﬁ", "e\u0301", "\u0300",
        "İ", "ß", "Ω", "漢字", "🙂", "\uD800", "\uFFFE", "\u200B", "0", "2024", "1e9", "%", "_", "*", "()", "[", "\\", "'", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];

    private static readonly Gen<string> Texts = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    [Fact]
    public void Pieces_of_queries_in_any_order_are_searched_suggested_and_looked_through_for_a_place()
    {
        var search = host.Host.Services.GetRequiredService<SheetSearch>();
        var places = host.Host.Services.GetRequiredService<Geography>().Places;
        Prop.ForAll(Texts.ToArbitrary(), raw =>
        {
            var text = Fold.Readable(raw.Length > SearchRequest.MaximumQueryLength ? raw[..SearchRequest.MaximumQueryLength] : raw);
            var answer = search.Search(new SearchRequest { Query = text }, Viewer.Operator);
            var read = QueryText.Read(text);
            return answer.Total >= answer.Hits.Count && search.Suggest(text, 8).Count <= 8 && read.Quoted.All(quoted => quoted.Length > 0)
                && (PlaceInText.Find(text, places, _ => false) is not { } found || text.Replace('’', '\'').Contains(found.Rest.Split(' ')[0], StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));
    }

    [Fact]
    public async Task Pieces_of_queries_in_any_order_never_bring_the_page_down()
    {
        foreach (var text in Texts.Sample(60))
        {
            var answer = await host.Visitor.GetAsync("/?q=" + Uri.EscapeDataString(Fold.Readable(text)), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{text}: {answer.StatusCode}");
        }
    }
}
