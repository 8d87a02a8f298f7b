using System.Globalization;
using Liant.Modules.Memberships;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Fees;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Liant.Tests.World;
using Microsoft.Extensions.Localization;

namespace Liant.Tests.Memberships;

/// <summary>Bands of population: they follow one another and cover everyone, or the page says which is wrong.</summary>
public sealed class WritingTheFees(SharedHost shared)
{
    [Fact]
    public void Bands_that_follow_one_another_are_taken_in_any_order()
    {
        var (bands, errors) = Read("commune|5000||500", "region|||4 000,50 €", "commune||4 999|120,5");
        Assert.Empty(errors.ByField);
        Assert.Equal([new FeeBand(AffiliateKind.Commune, 0, 4999, 120_50), new FeeBand(AffiliateKind.Commune, 5000, null, 500_00), new FeeBand(AffiliateKind.Region, 0, null, 4000_50)], bands);
    }

    [Theory]
    [InlineData("tranches[1].de", "recouvre", "commune|0|5000|1", "commune|5000||2")]
    [InlineData("tranches[1].de", "de 5000 à 5999", "commune|0|4999|1", "commune|6000||2")]
    [InlineData("tranches[0].de", "de 0 à 999", "commune|1000||1")]
    [InlineData("tranches[1].a", "à partir de 10000", "commune|0|4999|1", "commune|5000|9999|2")]
    [InlineData("tranches[1].de", "recouvre", "commune|0||1", "commune|0||2")]
    [InlineData("tranches[1].de", "recouvre", "commune|||1", "commune|8000||2")]
    [InlineData("tranches[0].a", "finit avant", "commune|5000|100|1")]
    [InlineData("tranches[0].montant", "montant en euros", "commune|||douze")]
    [InlineData("tranches[0].montant", "montant en euros", "commune|||-5")]
    [InlineData("tranches[0].montant", "montant en euros", "commune|||12,345")]
    [InlineData("tranches[0].montant", "montant en euros", "commune|||100000001")]
    [InlineData("tranches[0].genre", "quelle nature", "royaume|||5")]
    [InlineData("tranches[0].de", "nombre entier", "commune|-1||5")]
    [InlineData("tranches[0].montant", "au moins une tranche", "commune|||")]
    public void What_is_wrong_is_said_by_its_field(string field, string words, params string[] rows)
    {
        var (bands, errors) = Read(rows);
        Assert.Null(bands);
        Assert.Contains(words, errors.Of(field), StringComparison.Ordinal);
        Assert.Single(errors.ByField);
    }

    [Fact]
    public void Whatever_the_population_one_band_counts_or_the_bands_are_refused()
    {
        var random = new Random(20261122);
        for (var run = 0; run < 500; run++)
        {
            var (bands, errors) = Read([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"commune|{random.Next(6)}|{(random.Next(3) == 0 ? "" : random.Next(6))}|1")]);
            if (bands is null)
            {
                Assert.True(errors.Any);
                continue;
            }

            Assert.All(Enumerable.Range(0, 9), people => Assert.Single(bands, band => band.Has(people)));
        }
    }

    [Fact]
    public void A_schedule_says_what_is_owed_or_why_it_cannot()
    {
        var schedule = FeeSchedule.For(Guid.Empty, 2027);
        schedule.Set([new(AffiliateKind.Commune, 0, 4999, 100_00), new(AffiliateKind.Commune, 5000, null, 300_00), new(AffiliateKind.Region, 0, null, 4000_00)]);
        Assert.Equal(100_00, Assert.IsType<FeeAnswer.Owed>(schedule.FeeOf(AffiliateKind.Commune, 4999)).Band.AmountCents);
        Assert.Equal(300_00, Assert.IsType<FeeAnswer.Owed>(schedule.FeeOf(AffiliateKind.Commune, 5000)).Band.AmountCents);
        Assert.Null(Assert.IsType<FeeAnswer.Owed>(schedule.FeeOf(AffiliateKind.Region, null)).Inhabitants);
        Assert.IsType<FeeAnswer.PopulationUnknown>(schedule.FeeOf(AffiliateKind.Commune, null));
        Assert.IsType<FeeAnswer.NotInSchedule>(schedule.FeeOf(AffiliateKind.Organisation, 3));
    }

    [Theory]
    [InlineData("1 234,5", 1234_50L)]
    [InlineData("1234.50 €", 1234_50L)]
    [InlineData("0", 0L)]
    [InlineData("1e3", null)]
    [InlineData("1,2,3", null)]
    [InlineData("", null)]
    public void Euros_are_read_as_people_type_them(string typed, long? cents) => Assert.Equal(cents, Euros.Parse(typed));

    private (IReadOnlyList<FeeBand>? Bands, FieldErrors Errors) Read(params string[] rows)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        var errors = new FieldErrors();
        var form = new ScheduleForm { Rows = [.. rows.Select(row => row.Split('|')).Select(cells => new ScheduleForm.Row { Kind = cells[0], From = cells[1], UpTo = cells[2], Amount = cells[3] })] };
        return (form.Read(errors, shared.Host.Services.GetRequiredService<IStringLocalizer<Texts>>()), errors);
    }
}
