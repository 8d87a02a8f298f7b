using System.Buffers;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Which sheets of a segment answer the words of a query, and what each clause is worth there: its best alternative counts once.</summary>
internal static class Matching
{
    /// <summary>Sheets that have every clause.</summary>
    public static Candidates WithAll(Segment segment, PreparedQuery query)
    {
        var order = query.Clauses.Index().Select(clause => (clause.Index, clause.Item, Size: SizeOf(segment, clause.Item))).OrderBy(clause => clause.Size).ToList();
        if (order.Count == 0 || order[0].Size == 0)
        {
            return new Candidates(1);
        }

        var candidates = First(segment, order[0].Item, order[0].Index == 0, order[0].Size);
        for (var i = 1; i < order.Count && candidates.Count > 0; i++)
        {
            Keep(segment, order[i].Item, order[i].Index == 0, candidates);
        }

        return candidates;
    }

    /// <summary>Sheets that have any clause.</summary>
    public static Candidates WithAny(Segment segment, PreparedQuery query)
    {
        var (scores, covers) = (ArrayPool<double>.Shared.Rent(segment.Count), ArrayPool<double>.Shared.Rent(segment.Count));
        Array.Clear(covers, 0, segment.Count);
        Array.Clear(scores, 0, segment.Count);
        foreach (var clause in query.Clauses)
        {
            using var one = First(segment, clause, isFirst: false, SizeOf(segment, clause));
            for (var i = 0; i < one.Count; i++)
            {
                scores[one.Docs[i]] += one.Scores[i];
                covers[one.Docs[i]] += clause.Weight;
            }
        }

        var candidates = new Candidates(segment.Count);
        for (var doc = 0; doc < segment.Count; doc++)
        {
            if (covers[doc] > 0)
            {
                var at = candidates.Count++;
                (candidates.Docs[at], candidates.Scores[at], candidates.Covers[at], candidates.Flags[at]) = (doc, scores[doc], covers[doc], 0);
            }
        }

        ArrayPool<double>.Shared.Return(scores);
        ArrayPool<double>.Shared.Return(covers);
        return candidates;
    }

    /// <summary>The best alternative of the clause in one sheet; null when it has none.</summary>
    public static PreparedQuery.Alternative? BestIn(Segment segment, PreparedQuery.Clause clause, int doc)
    {
        PreparedQuery.Alternative? best = null;
        var most = 0f;
        Span<byte> found = [0];
        foreach (var alternative in clause.Alternatives)
        {
            var weight = byte.MaxValue;
            foreach (var words in alternative.WordsIn(segment) ?? [[]])
            {
                Postings.Look(segment, words, typed: -1, [doc], found);
                weight = weight == byte.MaxValue ? found[0] : Weights.Both(weight, found[0]);
            }

            if (weight > 0 && alternative.Gains[weight & Weights.Mask] > most)
            {
                (best, most) = (alternative, alternative.Gains[weight & Weights.Mask]);
            }
        }

        return best;
    }

    private static int SizeOf(Segment segment, PreparedQuery.Clause clause)
    {
        var size = 0L;
        foreach (var alternative in clause.Alternatives)
        {
            size += (alternative.WordsIn(segment) ?? []).Select(words => words.Sum(word => (long)segment.Lists.Counts[word])).DefaultIfEmpty(0).Min();
        }

        return (int)Math.Min(size, int.MaxValue);
    }

    private static Candidates First(Segment segment, PreparedQuery.Clause clause, bool isFirst, int size)
    {
        var candidates = new Candidates(Math.Max(1, size));
        var typed = segment.Words.Find(clause.Asked.Surface);
        foreach (var alternative in clause.Alternatives)
        {
            if (alternative.WordsIn(segment) is not { } words)
            {
                continue;
            }

            using var found = Postings.OfAny(segment, words[0], typed);
            for (var term = 1; term < words.Length; term++)
            {
                found.KeepWith(segment, words[term]);
            }

            if (candidates.Count == 0)
            {
                Fill(candidates, found, alternative.Gains, clause.Weight, isFirst);
            }
            else
            {
                using var before = candidates;
                candidates = Merged(before, found, alternative.Gains, clause.Weight, isFirst);
            }
        }

        return candidates;
    }

    private static void Fill(Candidates candidates, Postings found, float[] gains, double weight, bool isFirst)
    {
        var (docs, scores, covers, flags) = (candidates.Docs, candidates.Scores, candidates.Covers, candidates.Flags);
        for (var i = 0; i < found.Count; i++)
        {
            docs[i] = found.Docs[i];
            scores[i] = gains[found.Weights[i] & Weights.Mask];
            covers[i] = weight;
            flags[i] = FlagsOf(found.Weights[i], isFirst);
        }

        candidates.Count = found.Count;
    }

    private static Candidates Merged(Candidates before, Postings found, float[] gains, double weight, bool isFirst)
    {
        var merged = new Candidates(before.Count + found.Count);
        var (i, j, count) = (0, 0, 0);
        while (i < before.Count || j < found.Count)
        {
            var (left, right) = (i < before.Count ? before.Docs[i] : int.MaxValue, j < found.Count ? found.Docs[j] : int.MaxValue);
            merged.Docs[count] = Math.Min(left, right);
            merged.Covers[count] = weight;
            merged.Scores[count] = Math.Max(left <= right ? before.Scores[i] : 0, right <= left ? gains[found.Weights[j] & Weights.Mask] : 0);
            merged.Flags[count++] = (byte)((left <= right ? before.Flags[i] : 0) | (right <= left ? FlagsOf(found.Weights[j], isFirst) : 0));
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        merged.Count = count;
        return merged;
    }

    /// <summary>Leaves the candidates that have the clause too, with what it adds.</summary>
    private static void Keep(Segment segment, PreparedQuery.Clause clause, bool isFirst, Candidates candidates)
    {
        var count = candidates.Count;
        var (found, term) = (ArrayPool<byte>.Shared.Rent(count), ArrayPool<byte>.Shared.Rent(count));
        var (gains, flags) = (ArrayPool<float>.Shared.Rent(count), ArrayPool<byte>.Shared.Rent(count));
        Array.Clear(gains, 0, count);
        Array.Clear(flags, 0, count);
        var docs = candidates.Docs.AsSpan(0, count);
        var typed = segment.Words.Find(clause.Asked.Surface);
        foreach (var alternative in clause.Alternatives)
        {
            if (alternative.WordsIn(segment) is not { } words)
            {
                continue;
            }

            Postings.Look(segment, words[0], typed, docs, found.AsSpan(0, count));
            for (var other = 1; other < words.Length; other++)
            {
                Postings.Look(segment, words[other], typed: -1, docs, term.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    found[i] = Weights.Both(found[i], term[i]);
                }
            }

            for (var i = 0; i < count; i++)
            {
                gains[i] = Math.Max(gains[i], alternative.Gains[found[i] & Weights.Mask]);
                flags[i] |= FlagsOf(found[i], isFirst);
            }
        }

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (gains[i] > 0)
            {
                candidates.Docs[kept] = candidates.Docs[i];
                candidates.Scores[kept] = candidates.Scores[i] + gains[i];
                candidates.Covers[kept] = candidates.Covers[i] + clause.Weight;
                candidates.Flags[kept++] = (byte)(candidates.Flags[i] & flags[i]);
            }
        }

        candidates.Count = kept;
        ArrayPool<byte>.Shared.Return(found);
        ArrayPool<byte>.Shared.Return(term);
        ArrayPool<float>.Shared.Return(gains);
        ArrayPool<byte>.Shared.Return(flags);
    }

    /// <summary>Only the first word of a query can open a name.</summary>
    private static byte FlagsOf(byte posting, bool isFirst) =>
        (byte)((posting & ~Weights.Mask) | ((posting & Weights.InName) != 0 && !isFirst ? Weights.OpensName : 0));
}
