using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Which sentence tells of what: the one that names it, and those that go on about it ("Elle emploie…", "L’association…", the part under its title).</summary>
internal static class Focus
{
    private static readonly HashSet<string> Pronouns = ["il", "elle", "ils", "elles", "cette", "ce", "cet", "ces", "son", "sa", "ses", "leur", "leurs", "ici", "on", "celle", "celui", "y"];

    /// <summary>Of the block that says in short what a sheet is about: "Localisation : …", "Effectif : …".</summary>
    private static readonly Phrases<bool> Labels = new(new[]
    {
        "localisation", "lieu", "commune", "implantation", "statut", "statut juridique", "forme juridique", "structure juridique", "date de création", "création", "effectif", "effectifs", "salariés", "nombre de salariés", "emplois", "équipe", "activité", "activités", "gouvernance",
    }.Select(words => (words, true)));

    private static readonly Phrases<bool> Blocks = new(new[] { "carte d'identité", "fiche d'identité", "en bref", "en chiffres", "chiffres clés", "repères", "l'essentiel" }.Select(words => (words, true)));

    /// <returns>For each paragraph, the commune of the title above it, where it names no undertaking.</returns>
    public static PlaceMention?[] Give(TextInParts parts, IReadOnlyList<Candidate> candidates)
    {
        var bySentence = candidates.SelectMany(c => c.Occurrences.Select(at => (Sentence: parts.SentenceAt(at), At: at, Candidate: c))).OrderBy(o => o.At).ToLookup(o => o.Sentence, o => o.Candidate);
        var headed = candidates.SelectMany(c => c.Mentions.Where(m => m.Has(Cues.Heading)).Select(m => (m.Paragraph, Candidate: c))).DistinctBy(h => h.Paragraph).ToDictionary(h => h.Paragraph, h => h.Candidate);
        var subject = SubjectOfAll(parts, headed);
        var titles = new PlaceMention?[parts.Layout.Paragraphs.Count];
        var (current, title, titlePlace) = (subject, (Candidate?)null, (PlaceMention?)null);
        for (var p = 0; p < parts.Layout.Paragraphs.Count; p++)
        {
            var paragraph = parts.Layout.Paragraphs[p];
            if (parts.IsSilent(paragraph))
            {
                continue;
            }

            if (headed.TryGetValue(p, out var here))
            {
                // "COMMERCY", and on the next line "Accueil à la Halle des Sens": still there.
                var isInTheBlock = p > 0 && parts.Tokens[paragraph.First].Glue == '\n' && !here.Mentions.Exists(m => m.Place is not null);
                (title, current, titlePlace) = (here, here, isInTheBlock ? titlePlace : null);
            }
            else if (paragraph.IsHeading && (!parts.HasBlankLines || parts.Tokens[paragraph.First].Glue == '\r') && parts.Tokens[paragraph.End - 1].Mark is not (':' or '?') && !IsRemark(parts, paragraph))
            {
                title = bySentence[paragraph.FirstSentence].FirstOrDefault() ?? subject;
                current = title;
                var begins = BehindItsNumber(parts.Tokens, paragraph);
                titlePlace = parts.PlacesIn(paragraph.First, paragraph.End).LastOrDefault(place => place is { IsCommune: true, Territory: not null } && (place.Grip >= PlaceGrip.Of || parts.Tokens[place.First - 1].Mark is '/' or '|' or '-' || (parts.Tokens[place.First - 1].Mark == '.' && parts.Tokens[place.First - 2].IsNumber) || (parts.Tokens[place.First - 1].Mark == ':' && (parts.Tokens[place.End].Mark == ',' || place.End >= paragraph.End)) || (place.First == begins && (parts.Tokens[place.End].Mark is '.' or ':' or '-' or ',' || place.SaysDepartement || parts.Tokens[place.End].IsWord))));
            }

            // "CHEZ NOS VOISINS", and below it "À Clairac, le pain est coopératif".
            else if (paragraph.IsHeading && p > 0 && parts.Layout.Paragraphs[p - 1].IsHeading && parts.Tokens[paragraph.First].Folded is "a" or "au" && parts.PlaceAt(paragraph.First + 1) is { IsCommune: true, Territory: not null } there && !IsRemark(parts, paragraph))
            {
                titlePlace = there;
            }

            titles[p] = titlePlace;
            var isContinued = IsContinued(parts, paragraph, current, title);
            for (var s = paragraph.FirstSentence; s < paragraph.EndSentence; s++)
            {
                var named = bySentence[s].Distinct().ToList();
                if (named.Count > 0)
                {
                    var leading = Leading(parts, named, s, isContinued ? current : null);
                    if (leading == current && current is not null && !named.Contains(current))
                    {
                        current.Sentences.Add((s, false));
                    }

                    (current, isContinued) = (leading, true);
                    named.ForEach(c => c.Sentences.Add((s, true)));
                }
                // "Deux salariées y travaillent": in what the title names.
                else if (title is { HasHeading: true } && current != title && SaysThere(parts.Tokens, parts.Layout.Sentences[s]))
                {
                    title.Sentences.Add((s, false));
                }
                else if (current is not null && (isContinued |= IsTakenUp(parts.Tokens, parts.Layout.Sentences[s])))
                {
                    current.Sentences.Add((s, false));
                }
            }
        }

        return titles;
    }

    /// <summary>The one title that tells of an undertaking, at the head of a sheet about it: all of it is about that one.</summary>
    private static Candidate? SubjectOfAll(TextInParts parts, Dictionary<int, Candidate> headed) =>
        headed.Values.Distinct().Take(2).ToList() is [var only] && parts.Layout.Paragraphs.Take(headed.Keys.Min()).Count(p => parts.Tokens[p.End - 1].End - parts.Tokens[p.First].Start > 160) <= 1 && parts.Layout.Paragraphs.Count > headed.Keys.Min() + 1 ? only : null;

    /// <summary>What a sentence that names some goes on about: the one told of so far where it is among them or none begins the sentence.</summary>
    private static Candidate Leading(TextInParts parts, List<Candidate> named, int sentence, Candidate? current)
    {
        if (current is not null && named.Contains(current))
        {
            return current;
        }

        if (current is not null && named.TrueForAll(c => c.Mentions.Exists(m => m.Sentence == sentence && (m.Has(Cues.Carrier) || m.Has(Cues.Partner)))))
        {
            return current;
        }

        var subject = named.Find(c => c.Mentions.Exists(m => m.Sentence == sentence && m.Has(Cues.Subject)) || c.Occurrences.Exists(o => parts.SentenceAt(o) == sentence && Intro.LeadsTo(parts, o)));
        return subject ?? current ?? named.Find(c => c.HasHeading) ?? named[0];
    }

    /// <summary>"2.2 Langon : …", "4) Langon": behind the number of a title.</summary>
    private static int BehindItsNumber(Tokens tokens, Paragraph paragraph)
    {
        var at = paragraph.First;
        while (at < paragraph.End - 1 && at - paragraph.First < 5 && (tokens[at].IsNumber || tokens[at].Mark is '.' or ')' or '-' or '#' or '*' or '°' || char.IsSymbol(tokens[at].Mark)))
        {
            at++;
        }

        return at;
    }

    /// <summary>"Contact : …", "Site internet : …" tell of what stands above.</summary>
    private static bool IsRemark(TextInParts parts, Paragraph paragraph)
    {
        // "Langon : un pôle pour coopérer" is a title.
        // So are "Zoom : à Langon, …", "Deuxième étape : Langon"; "Lieu : Langon" is none.
        if (parts.PlaceAt(BehindItsNumber(parts.Tokens, paragraph)) is { IsCommune: true } || (Labels.At(parts.Tokens, paragraph.First) is null && parts.PlacesIn(paragraph.First, paragraph.End).Any(place => place is { IsCommune: true, IsAddress: false, Territory: not null })))
        {
            return false;
        }

        for (var i = paragraph.First; i < paragraph.End && i - paragraph.First < 4; i++)
        {
            if (parts.Tokens[i].Mark == ':' || (parts.Tokens[i].Mark == '?' && i < paragraph.End - 1))
            {
                return true;
            }
        }

        // "Carte d’identité" below a title is of what it names.
        return Blocks.At(parts.Tokens, paragraph.First) is var (_, behind) && behind >= paragraph.End;
    }

    private static bool SaysThere(Tokens tokens, Sentence sentence)
    {
        for (var k = sentence.First; k < sentence.End; k++)
        {
            if (tokens[k].Folded == "y" && tokens[k + 1].Folded is "travaillent" or "travaille" or "sont" or "emploie")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Aujourd’hui, la coopérative emploie…", "Elle…": whatever stands before in the paragraph.</summary>
    private static bool IsTakenUp(Tokens tokens, Sentence sentence)
    {
        var first = sentence.First;
        // "À Langon, au pied de la falaise, la ressourcerie…"
        var reach = tokens[first].Folded is "a" or "au" or "aux" ? 20 : 7;
        for (var k = first; k < Math.Min(sentence.End, sentence.First + reach); k++)
        {
            if (tokens[k].Mark == ',')
            {
                first = k + 1;
                if (reach == 7 || tokens[first].Folded is "l" or "le" or "la" && Genre.All.At(tokens, first + 1) is not null)
                {
                    break;
                }
            }
        }

        first += tokens[first].Folded is "la" or "ici" && tokens[first + 1].Folded is "il" or "elle" ? 1 : 0;
        return tokens[first].Folded is "il" or "elle" or "cette" || (tokens[first].Folded is "l" or "le" or "la" && Genre.All.At(tokens, first + 1) is var (genre, _) && (reach == 7 ? genre.MayBeInitiative : genre.Class == GenreClass.Initiative));
    }

    /// <summary>A paragraph goes on about what was told of, unless it begins elsewhere.</summary>
    private static bool IsContinued(TextInParts parts, Paragraph paragraph, Candidate? current, Candidate? title)
    {
        if (current is null)
        {
            return false;
        }

        var first = paragraph.First;
        while (parts.Tokens[first].Mark is '•' or '-' or '*' or '«' && first < paragraph.End)
        {
            first++;
        }

        var isElsewhere = parts.PlacesIn(first, Math.Min(paragraph.End, first + 4)).Any(place => place is { IsCommune: true, Territory: not null } && current.Mentions.Exists(m => m.Place?.Territory is { } own && own != place.Territory));
        return (Labels.At(parts.Tokens, first) is var (_, behind) && parts.Tokens[behind].Mark == ':') || !isElsewhere && (title == current || Pronouns.Contains(parts.Tokens[first].Folded)
            || (parts.Tokens[first].Folded is "l" or "le" or "la" or "les" && Genre.All.At(parts.Tokens, first + 1) is var (genre, _) && genre.Class is not (GenreClass.Event or GenreClass.Resource or GenreClass.Call)) || !parts.Tokens[first].IsCapital);
    }
}
