using Liant.Modules.Catalogue.Publishing;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue;

/// <summary>
/// A sheet of the catalogue. Public or private; every fact on it bears its source.
/// <code>
///   (new) --Write--> at version 1 --Revise--> version + 1, edited by hand or not
///
///   published --Publish(a draft)--> draft --Publish(from a day)--> to come --KeepTime, that day--> published
///       ^  +--KeepTime, its last day over--> expired, kept                                            |
///       +---------------------------------- Publish(now) from anywhere ------------------------------+
/// </code>
/// </summary>
public abstract class Sheet : IChangeSource
{
    public const string Changed = "sheet";

    /// <summary>Many at once: the changed identifier is that of the first, then that of the last.</summary>
    public const string ManyChanged = "sheets";

    public Guid Id { get; private set; }

    /// <summary>In the address of the page; unique within a kind; never changes, so that links last.</summary>
    public string Slug { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string? Acronym { get; private set; }

    public IReadOnlyList<string> Aliases { get; private set; } = [];

    public string Summary { get; private set; } = "";

    public string? Body { get; private set; }

    public IReadOnlyList<string> Themes { get; private set; } = [];

    public IReadOnlyList<string> Keywords { get; private set; } = [];

    public IReadOnlyList<string> Cooperation { get; private set; } = [];

    public IReadOnlyList<string> Levers { get; private set; } = [];

    /// <summary>INSEE code at the edition of the gazetteer; null when the source names no commune.</summary>
    public string? CommuneCode { get; private set; }

    /// <summary>Code of an EPCI, a département or a région where it acts, when there is no commune.</summary>
    public string? AreaCode { get; private set; }

    public string? AreaLabel { get; private set; }

    public double? Lat { get; private set; }

    public double? Lon { get; private set; }

    public Precision? LocationPrecision { get; private set; }

    /// <summary>Number and street.</summary>
    public string? Address { get; private set; }

    public IReadOnlyList<Particular> Particulars { get; private set; } = [];

    /// <summary>Its own sources; a sheet read from a file has that file before them (<see cref="AllSources"/>).</summary>
    public IReadOnlyList<Source> Sources { get; private set; } = [];

    public Guid? FileSourceId { get; private set; }

    public FileSource? FileSource { get; private set; }

    public IReadOnlyList<Source> AllSources => FileSource is null ? Sources : [FileSource.ToSource(), .. Sources];

    public IReadOnlyList<Figure> Figures { get; private set; } = [];

    public IReadOnlyList<Link> Links { get; private set; } = [];

    /// <summary>A numbered series: "Déniché pour vous", 87.</summary>
    public string? SeriesName { get; private set; }

    public int? SeriesNumber { get; private set; }

    public bool IsPrivate { get; private set; }

    /// <summary>The spaces whose people may read it; of a private sheet only.</summary>
    public IReadOnlyList<SheetReader> Readers => readers;

    /// <summary>Otherwise editors alone see it: a draft, a sheet to come, one that expired.</summary>
    public bool IsPublished { get; private set; } = true;

    /// <summary>When a sheet to come is published.</summary>
    public DateTimeOffset? PublishesAt { get; private set; }

    /// <summary>When it is no longer published.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>What loaded the sheet ("starter", a file…) and its key there; null for a sheet entered by hand.</summary>
    public string? Origin { get; private set; }

    public string? OriginKey { get; private set; }

    /// <summary>Fingerprint of the row it was last read from: an unchanged row is passed over without reading the sheet.</summary>
    public long? RowFingerprint { get; private set; }

    /// <summary>The same for two sheets of one name in one commune (<see cref="SheetLikeness"/>).</summary>
    public long Likeness { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A sheet corrected by a person is not overwritten by a later load of its file.</summary>
    public bool IsEditedByHand { get; private set; }

    /// <summary>Two people at once: the second to save is told.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Relation> Relations => relations;

    private readonly List<Relation> relations = [];

    private readonly List<SheetReader> readers = [];

    public abstract SheetKind Kind { get; }

    public Location? Location => Lat is { } lat && Lon is { } lon ? new Location(lat, lon, LocationPrecision ?? Precision.Exact) : null;

    string IChangeSource.ChangeKind => Changed;

    string IChangeSource.ChangedId => Id.ToString();

    public void Write(Guid id, string slug, SheetContent content, DateTimeOffset now, string? origin = null, string? originKey = null)
    {
        (Id, Slug, CreatedAt, Origin, OriginKey) = (id, slug, now, origin, originKey);
        Take(content);
        (UpdatedAt, Version) = (now, 1);
    }

    /// <summary>For a sheet written before likeness was.</summary>
    public void RecogniseLikeness() =>
        Likeness = SheetLikeness.Of(Kind, Title, CommuneCode ?? AreaCode, this is Resource { Publishers: [var publisher, ..] } ? publisher : null);

    public void ReadFromRow(long fingerprint) => RowFingerprint = fingerprint;

    public void Revise(SheetContent content, DateTimeOffset now, bool byHand)
    {
        Take(content);
        (UpdatedAt, Version, IsEditedByHand) = (now, Version + 1, IsEditedByHand || byHand);
    }

    /// <summary>What an editor wishes; with a revision, or alone.</summary>
    public void Publish(Publication wish, DateTimeOffset now)
    {
        (PublishesAt, ExpiresAt) = (wish.From > now ? wish.From : null, wish.Until);
        Show(!wish.IsDraft && PublishesAt is null && !(ExpiresAt <= now), now);
    }

    /// <summary>What the time asks for; false when nothing.</summary>
    public bool KeepTime(DateTimeOffset now)
    {
        if (IsPublished ? !(ExpiresAt <= now) : !(PublishesAt <= now))
        {
            return false;
        }

        PublishesAt = null;
        Show(!(ExpiresAt <= now), now);
        Version++;
        return true;
    }

    public PublicationState StateAt(DateTimeOffset now) => IsPublished ? PublicationState.Published
        : ExpiresAt <= now ? PublicationState.Expired : PublishesAt is not null ? PublicationState.ToCome : PublicationState.Draft;

    /// <summary>For whoever follows the catalogue, a sheet is as new as its publication.</summary>
    private void Show(bool isPublished, DateTimeOffset now) => (IsPublished, UpdatedAt) = (isPublished, isPublished && !IsPublished ? now : UpdatedAt);

    public void Relate(string kind, Guid to, string source)
    {
        if (to != Id && !relations.Exists(r => r.Kind == kind && r.ToId == to))
        {
            relations.Add(new Relation(Id, kind, to, source));
        }
    }

    /// <summary>Exactly these relations; the ones kept keep their own source. True when something changed.</summary>
    public bool RelateOnly(IReadOnlyList<(string Kind, Guid To, string Source)> wanted)
    {
        var removed = relations.RemoveAll(relation => !wanted.Any(w => w.Kind == relation.Kind && w.To == relation.ToId));
        var kept = relations.Count;
        foreach (var (kind, to, source) in wanted)
        {
            Relate(kind, to, source);
        }

        return removed > 0 || relations.Count > kept;
    }

    protected virtual void Take(SheetContent content)
    {
        Title = content.Title;
        Acronym = content.Acronym;
        Aliases = content.Aliases;
        Summary = content.Summary;
        Body = content.Body;
        Themes = content.Themes;
        Keywords = content.Keywords;
        Cooperation = content.Cooperation;
        Levers = content.Levers;
        CommuneCode = content.CommuneCode;
        AreaCode = content.AreaCode;
        AreaLabel = content.AreaLabel;
        (Lat, Lon, LocationPrecision) = (content.Location?.Lat, content.Location?.Lon, content.Location?.Precision);
        (Address, Particulars) = (content.Address, content.Particulars);
        (FileSource, FileSourceId, Sources) = (content.FileSource, content.FileSource?.Id, content.Sources);
        Likeness = SheetLikeness.Of(Kind, content);
        Figures = content.Figures;
        Links = content.Links;
        (SeriesName, SeriesNumber) = (content.SeriesName, content.SeriesNumber);
        IsPrivate = content.IsPrivate;
        ReserveFor(IsPrivate ? content.Readers ?? readers.ConvertAll(reader => reader.SpaceId) : []);
    }

    private void ReserveFor(IReadOnlyList<Guid> spaces)
    {
        readers.RemoveAll(reader => !spaces.Contains(reader.SpaceId));
        readers.AddRange(spaces.Distinct().Where(space => !readers.Exists(reader => reader.SpaceId == space)).Select(space => new SheetReader(Id, space)).ToList());
    }
}
