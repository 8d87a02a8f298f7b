namespace Liant.Modules.Catalogue.Twins;

/// <summary>Two sheets about the same thing, made one. What the kept one says stands; the other fills what it leaves empty, and adds to its lists.</summary>
/// <param name="Keys">Under which key each source of the absorbed sheet stands now: its relations refer to them.</param>
public sealed record SheetUnion(SheetContent Content, IReadOnlyDictionary<string, string> Keys)
{
    public static SheetUnion Of(SheetContent kept, SheetContent absorbed)
    {
        var takesFile = kept.FileSource is null && kept.Sources.All(source => source.Key != FileSource.Key);
        var (sources, keys) = Sources(kept, absorbed, takesFile);
        // A commune, a point and an area are one answer to "where": they are not mixed.
        var where = kept is { CommuneCode: null, Location: null, AreaCode: null, AreaLabel: null } ? absorbed : kept;
        var ends = kept.StartedIn is null && kept.EndedIn is null ? absorbed : kept;
        var days = kept.StartsOn is null && kept.EndsOn is null ? absorbed : kept;
        var series = kept.SeriesName is null ? absorbed : kept;
        return new SheetUnion(kept with
        {
            Acronym = kept.Acronym ?? absorbed.Acronym,
            Aliases = United(kept.Aliases, [absorbed.Title, .. absorbed.Aliases]).Where(alias => alias != kept.Title).ToList(),
            Body = kept.Body ?? absorbed.Body,
            Context = kept.Context ?? absorbed.Context,
            Activities = kept.Activities ?? absorbed.Activities,
            Outcome = kept.Outcome ?? absorbed.Outcome,
            Plans = kept.Plans ?? absorbed.Plans,
            Themes = United(kept.Themes, absorbed.Themes),
            Keywords = United(kept.Keywords, absorbed.Keywords),
            Cooperation = United(kept.Cooperation, absorbed.Cooperation),
            Levers = United(kept.Levers, absorbed.Levers),
            LegalForm = kept.LegalForm ?? absorbed.LegalForm,
            Statuses = United(kept.Statuses, absorbed.Statuses),
            Stage = kept.Stage ?? absorbed.Stage,
            StartedIn = ends.StartedIn,
            EndedIn = ends.EndedIn,
            CommuneCode = where.CommuneCode,
            AreaCode = where.AreaCode,
            AreaLabel = where.AreaLabel,
            Location = where.Location ?? (where.CommuneCode == absorbed.CommuneCode ? absorbed.Location : null),
            Address = kept.Address ?? (where.CommuneCode == absorbed.CommuneCode ? absorbed.Address : null),
            Siret = kept.Siret ?? absorbed.Siret,
            Particulars = kept.Particulars.Union(absorbed.Particulars).ToList(),
            FileSource = kept.FileSource ?? (takesFile ? absorbed.FileSource : null),
            Sources = sources,
            Funding = kept.Funding.Union(absorbed.Funding.Select(line => line with { Source = keys.GetValueOrDefault(line.Source, line.Source) })).ToList(),
            Figures = kept.Figures.Union(absorbed.Figures.Select(figure => figure with { Source = keys.GetValueOrDefault(figure.Source, figure.Source) })).ToList(),
            Links = kept.Links.UnionBy(absorbed.Links, link => link.Url).ToList(),
            SeriesName = series.SeriesName,
            SeriesNumber = series.SeriesNumber,
            // Private words never become public by being joined to a public sheet.
            IsPrivate = kept.IsPrivate || absorbed.IsPrivate,
            // Nor are they read by whoever could not read both.
            Readers = !kept.IsPrivate ? absorbed.Readers : !absorbed.IsPrivate ? kept.Readers : (kept.Readers ?? []).Intersect(absorbed.Readers ?? []).ToList(),
            ResourceType = kept.ResourceType ?? absorbed.ResourceType,
            Category = kept.Category ?? absorbed.Category,
            Publishers = United(kept.Publishers, absorbed.Publishers),
            PublishedOn = kept.PublishedOn ?? absorbed.PublishedOn,
            Pages = kept.Pages ?? absorbed.Pages,
            Url = kept.Url ?? absorbed.Url,
            StartsOn = days.StartsOn,
            EndsOn = days.EndsOn,
            Organisers = United(kept.Organisers, absorbed.Organisers),
            Venue = kept.Venue ?? absorbed.Venue,
            Operator = kept.Operator ?? absorbed.Operator,
        }, keys);
    }

    /// <summary>A source that both have is there once; a key that both use for two sources is changed on the absorbed side.</summary>
    private static (List<Source> Sources, Dictionary<string, string> Keys) Sources(SheetContent kept, SheetContent absorbed, bool takesFile)
    {
        var all = kept.AllSources.ToList();
        var own = kept.Sources.ToList();
        var keys = new Dictionary<string, string>();
        foreach (var source in absorbed.AllSources)
        {
            if (takesFile && source.Key == FileSource.Key && absorbed.FileSource is not null)
            {
                keys[source.Key] = source.Key;
                continue;
            }

            // Its situation and its licence are said of a source by one side only, often.
            if (all.Find(known => known with { Key = source.Key, Situation = source.Situation is null ? null : known.Situation, Licence = source.Licence is null ? null : known.Licence } == source) is { } same)
            {
                keys[source.Key] = same.Key;
                continue;
            }

            var key = source.Key;
            for (var n = 2; key == FileSource.Key || all.Exists(known => known.Key == key) || (key != source.Key && absorbed.AllSources.Any(other => other.Key == key)); n++)
            {
                key = $"{source.Key}-{n}";
            }

            keys[source.Key] = key;
            own.Add(source with { Key = key });
            all.Add(own[^1]);
        }

        return (own, keys);
    }

    private static List<string> United(IReadOnlyList<string> kept, IReadOnlyList<string> absorbed) =>
        kept.Concat(absorbed).DistinctBy(Platform.Text.Fold.Words).Take(Math.Max(SheetRules.ListLength, kept.Count)).ToList();
}
