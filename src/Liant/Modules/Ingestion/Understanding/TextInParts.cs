using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Publication;
using Liant.Modules.Ingestion.Understanding.Themes;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>What all rules share of one text: its tokens, paragraphs, sentences and places, found once.</summary>
internal sealed class TextInParts
{
    private readonly int[] placeAt;
    private readonly int[] sentenceAt;
    private readonly HashSet<object?> fields;

    public TextInParts(string text, PlaceNames placeNames)
    {
        PlaceNames = placeNames;
        Tokens = Tokens.Of(text);
        Layout = Layout.Of(Tokens, text);
        Places = PlacesInText.Find(Tokens, placeNames);
        placeAt = new int[Tokens.Count + 1];
        sentenceAt = new int[Tokens.Count + 1];
        for (var i = 0; i < Places.Count; i++)
        {
            for (var t = Places[i].First; t < Places[i].NameEnd; t++)
            {
                placeAt[t] = i + 1;
            }
        }

        HasBlankLines = Layout.Paragraphs.Count(p => Tokens[p.First].Glue == '\r') * 4 >= Layout.Paragraphs.Count;
        fields = RtesFields.Of(Tokens, Layout.Paragraphs).Where(field => field.Value.End - field.Value.First < 8).Select(field => field.Value).ToHashSet(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Layout.Sentences.Count; i++)
        {
            sentenceAt.AsSpan(Layout.Sentences[i].First..Layout.Sentences[i].End).Fill(i);
        }
    }

    public Tokens Tokens { get; }

    public Layout Layout { get; }

    public PlaceNames PlaceNames { get; }

    public IReadOnlyList<PlaceMention> Places { get; }

    public PlaceMention? PlaceAt(int token) => (uint)token < (uint)placeAt.Length && placeAt[token] > 0 ? Places[placeAt[token] - 1] : null;

    public bool IsPlace(int token) => PlaceAt(token) is not null;

    /// <summary>Whether empty lines part its paragraphs: a line without one before it then belongs to what stands above.</summary>
    public bool HasBlankLines { get; }

    public int SentenceAt(int token) => sentenceAt[token];

    public Sentence SentenceOf(int token) => Layout.Sentences[sentenceAt[token]];

    public Paragraph ParagraphOf(Sentence sentence) => Layout.Paragraphs[sentence.Paragraph];

    public IEnumerable<PlaceMention> PlacesIn(int first, int end) => Places.Where(place => place.First >= first && place.First < end);

    /// <summary>A caption, a field of a form, or what was read above already: it tells of nothing.</summary>
    public bool IsSilent(Paragraph paragraph) => paragraph.IsRepeated || paragraph.IsCaption || fields.Contains(paragraph) || IsCredit(paragraph);

    /// <summary>"Rédaction : …", "Directrice de la publication : …", "Fiche réalisée par …": who made the document.</summary>
    private bool IsCredit(Paragraph paragraph)
    {
        var (first, next) = (Tokens[paragraph.First].Folded, Tokens[paragraph.First + 1]);
        return (first is "redaction" or "realisation" or "photo" or "photos" or "credits" or "maquette" or "imprimerie" && next.Mark is ':' or '-') || (first is "directeur" or "directrice" && next.Folded == "de" && Enumerable.Range(paragraph.First + 2, 2).Any(k => Tokens[k].Folded == "publication"))
            || (first is "fiche" or "document" or "carnet" && next.Folded is "realise" or "realisee") || (first == "secretariat" && next.Folded == "de");
    }

    public Passage PassageOf(Sentence sentence) => Tokens.Passage(sentence.First, sentence.End);

    /// <summary>A name that could be an initiative's or an organisation's: no person, no place, no programme, not only capital letters that name nobody.</summary>
    public bool IsOwnName(NameSpan name)
    {
        // Where no sentence nor title begins, a capital is the name's own: "Fondée en 2009 à Langon, Seconde vie".
        if (!name.IsQuoted && name.Count > 1 && (Tokens[name.First].Glue != ' ' || Tokens[name.First - 1].Mark != ',' || ParagraphOf(SentenceOf(name.First)).IsHeading) && KnownNames.Common.Contains(Tokens[name.First].Folded) && !Tokens[name.First + 1].IsCapital && !Tokens[name.First + 1].IsNumber && Tokens[name.First + 1].Folded != "et")
        {
            return false;
        }

        // "rue Saint-Étienne", "lycée Lucie Vannier"
        if (Tokens[name.First].Glue == ' ' && Tokens[name.First - 1].Folded is "rue" or "avenue" or "boulevard" or "place" or "quai" or "route" or "chemin" or "impasse" or "salle" or "lycee" or "college" or "ecole" or "parc" or "quartier")
        {
            return false;
        }

        // "Qu’est-ce qu’un tiers-lieu", "De Brest à Guern, …"
        if (name.Count == 1 && !name.IsQuoted && Tokens[name.End].Glue == '\'')
        {
            return false;
        }

        if (name is { Count: 2, IsQuoted: false } && Tokens[name.First].Folded is "de" or "d" && Tokens[name.Behind].Folded == "a")
        {
            return false;
        }

        if (Tokens[name.First].Folded is "a" or "au" or "aux" or "en" or "dans" or "de" or "pour" && IsPlace(name.First + 1) && !name.IsQuoted)
        {
            return false;
        }

        // "Rue du Coq, l’ancien magasin", "le garage de la rue de Messei": where, not what.
        if (!name.IsQuoted && (Tokens[name.First].Folded is "rue" or "avenue" or "boulevard" or "impasse" || (Tokens[name.First].Folded == "grande" && Tokens[name.First + 1].Folded == "rue") || Enumerable.Range(name.First + 1, name.Count - 1).Any(k => Tokens[k] is { IsCapital: false, Folded: "rue" or "avenue" or "boulevard" })))
        {
            return false;
        }

        // « Villes moyennes, évolutions et stratégies »: what somebody wrote.
        if (name.IsQuoted && name.Count > 5 && Enumerable.Range(name.First, name.Count).Any(k => Tokens[k].Mark == ','))
        {
            return false;
        }

        // "L’ESS remet du mouvement", "Centre-Val de Loire".
        if (!name.IsQuoted && ((Tokens[name.First].Folded == "l" && Tokens[name.First + 1].Folded == "ess") || AreaEnd(name.First) >= name.End))
        {
            return false;
        }

        // "Dans l’ancienne lingerie, une épicerie": where, not what.
        if (!name.IsQuoted && name.Count > 1 && Tokens[name.First].Folded is "dans" or "par" or "avec" or "pendant")
        {
            return false;
        }

        // « Ensemble, c’est moins loin. », « On a repris le fournil » are said, not named.
        if (name.IsQuoted && (Tokens[name.First].Folded is "on" or "nous" or "je" or "j" or "il" or "elle" or "ils" or "elles" or "vous" or "tu" || Tokens[name.End - 1].Mark == '.' || Enumerable.Range(name.First, name.Count - 1).Any(k => Tokens[k].Folded == "c" && Tokens[k + 1].Folded == "est")))
        {
            return false;
        }

        // « Le jour où le village a repeint ses volets »: a sentence.
        if (name is { IsQuoted: true, Count: > 5 } && Enumerable.Range(name.First + 2, name.Count - 3).Any(k => Tokens[k] is { Length: 1, IsCapital: false } && Tokens.Text[Tokens[k].Start] == 'a' || Tokens[k].Folded is "est" or "ont" or "sont"))
        {
            return false;
        }

        // "Grenoble Alpes Métropole", "Domfront Tinchebray Interco"
        if (name is { IsQuoted: false, Count: > 1 } && Tokens[name.End - 1].Folded is "interco" or "agglo" or "agglomeration" or "metropole" or "communaute")
        {
            return false;
        }

        // "La Région Bretagne", "Le Département"
        if (!name.IsQuoted && Tokens[name.First].Folded is "la" or "le" or "l" && Genre.All.At(Tokens, name.First + 1) is var (body, bodyEnd) && body.Class == GenreClass.PublicBody && (bodyEnd >= name.End || IsPlace(bodyEnd) || IsPlace(bodyEnd + 1)))
        {
            return false;
        }

        var words = 0;
        for (var i = name.First; i < name.End; i++)
        {
            if (Tokens[i].Mark == '\0' && !KnownNames.Common.Contains(Tokens[i].Folded) && !(KnownNames.Acronyms.Contains(Tokens[i].Folded) && IsUpper(Tokens[i])) && Tokens[i].Length > 1 && !Tokens[i].IsNumber)
            {
                words++;
            }
        }

        // "SCI solidaire": capital letters of a form, and an adjective.
        if (!name.IsQuoted && words > 0 && KnownNames.Acronyms.Contains(Tokens[name.First].Folded) && IsUpper(Tokens[name.First]) && !Enumerable.Range(name.First + 1, name.Count - 1).Any(k => Tokens[k].IsCapital || Tokens[k].IsNumber))
        {
            return false;
        }

        return words > 0 && !(IsAPlace(name) && !(name.IsQuoted && PlaceBehind.Of(this, name) is not null)) && !IsAWordOfTheField(name) && !IsANetwork(name) && !People.Is(Tokens, name) && KnownNames.Programmes.At(Tokens, name.First) is null && (name.IsQuoted || name.Count <= 10);
    }

    /// <summary>All its words in capitals: a headline.</summary>
    public bool AreUpper(int first, int end)
    {
        for (var k = first; k < end; k++)
        {
            if (Tokens[k].Mark == '\0' && !IsUpper(Tokens[k]))
            {
                return false;
            }
        }

        return true;
    }

    public bool IsUpper(Token token)
    {
        for (var i = token.Start; i < token.End; i++)
        {
            if (char.IsLower(Tokens.Text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Behind the name of a département or a région that begins at this token, whatever stands around it.</summary>
    public int? AreaEnd(int at) => PlaceNames.BeginningWith(Tokens[at].Folded, Tokens[at + 1].Folded).FirstOrDefault(named => named.Territory.Kind is Liant.Modules.Territories.Contract.TerritoryKind.Departement or Liant.Modules.Territories.Contract.TerritoryKind.Region && Enumerable.Range(0, named.Words.Length).All(k => Tokens[at + k].Folded == named.Words[k])) is { } area ? at + area.Words.Length : null;

    /// <summary>"Mobilité", "Économie circulaire", "Tiers-lieux": rubrics.</summary>
    private bool IsAWordOfTheField(NameSpan name) => !name.IsQuoted
        && ((name.Count > 1 && Tokens[name.First].Folded is "la" or "le" or "l" or "les" && Genre.All.At(Tokens, name.First + 1) is var (form, formEnd) && formEnd >= name.End && (form.Form is not null || form.Class is GenreClass.Organisation or GenreClass.Network or GenreClass.PublicBody)) || (ThemesOfAnInitiative.Words.At(Tokens, name.First) is var (_, theme) && theme >= name.End) || (Genre.All.At(Tokens, name.First) is var (_, genre) && (genre >= name.End || Enumerable.Range(genre, name.End - genre).All(k => Tokens[k].IsNumber || Tokens[k].Folded is "de" or "d" or "n"))));

    /// <summary>Nothing but a network, its article apart.</summary>
    private bool IsANetwork(NameSpan name)
    {
        var first = name.Count > 1 && Tokens[name.First].Folded is "le" or "la" or "les" or "l" ? name.First + 1 : name.First;
        // "Urscop du Centre", "Initiative Indre": the network’s body of that place.
        if ((KnownNames.Networks.At(Tokens, first) is var (_, behind) && behind < name.End && (AreaEnd(behind) is not null || Tokens[behind].Folded is "du" or "de" or "d")) || (Tokens[first].Folded == "initiative" && AreaEnd(first + 1) is not null))
        {
            return true;
        }

        return (KnownNames.Networks.At(Tokens, first) is var (_, end) && end >= name.End) || (KnownNames.Networks.At(Tokens, name.First) is var (_, whole) && whole >= name.End);
    }

    /// <summary>Nothing but the name of a territory.</summary>
    private bool IsAPlace(NameSpan name)
    {
        if (PlaceAt(name.First) is { } place && place.NameEnd >= name.End)
        {
            return true;
        }

        var first = name.First;
        // "Le Ternois": what an inter-municipal body is called by.
        if (name.Count == 2 && Tokens[first].Folded is "la" or "le" or "les" or "l" && PlaceNames.EpcisBeginningWith(Tokens[first + 1].Folded).Any(epci => epci.Words.Length == 1))
        {
            return true;
        }

        return name.Count > 1 && Tokens[first].Folded is "la" or "le" or "les" or "l" && PlaceAt(first + 1) is { } behindArticle && behindArticle.NameEnd >= name.End && PlaceNames.BeginningWith(Tokens[first + 1].Folded).Any(n => n.Article == "" && n.Words.Length == name.Count - 1 && n.Territory.Kind != Liant.Modules.Territories.Contract.TerritoryKind.Commune);
    }
}
