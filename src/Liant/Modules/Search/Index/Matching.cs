using System.Buffers;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Which sheets of a segment answer the words of a query, and what each clause is worth there: its best alternative counts once.</summary>
internal static class Matching
{
    /// <summary>Sheets that have every clause.</summary>
    public static Candidates WithAll(Segment segment, PreparedQuery query)
    {
        var order = query.Clauses.Select(clause => (Clause: clause, Size: SizeOf(segment, clause))).OrderBy(clause => clause.Size).ToList();
        if (order.Count == 0 || order[0].Size == 0)
        {
            return new Candidates(1);
        }

        var candidates = First(segment, order[0].Clause, order[0].Size);
        for (var i = 1; i < order.Count && candidates.Count > 0; i++)
        {
            Keep(segment, order[i].Clause, candidates);
        }

        return candidates;
    }

    /// <summary>Sheets that have any clause.</summary>
    public static Candidates WithAny(Segment segment, PreparedQuery query)
    {
        var count = segment.Count;
        var (scores, covers) = (ArrayPool<double>.Shared.Rent(count), ArrayPool<double>.Shared.Rent(count));
        // How many clauses in a row, from the first: only a sheet that has them all may bear the query in its name.
        var (seen, flags) = (ArrayPool<byte>.Shared.Rent(count), ArrayPool<byte>.Shared.Rent(count));
        Array.Clear(scores, 0, count);
        Array.Clear(covers, 0, count);
        Array.Clear(seen, 0, count);
        for (var clause = 0; clause < query.Clauses.Count; clause++)
        {
            using var one = First(segment, query.Clauses[clause], SizeOf(segment, query.Clauses[clause]));
            for (var i = 0; i < one.Count; i++)
            {
                var doc = one.Docs[i];
                scores[doc] += one.Scores[i];
                covers[doc] += query.Clauses[clause].Weight;
                flags[doc] = clause == 0 ? one.Flags[i] : (byte)(flags[doc] & one.Flags[i]);
                seen[doc] += seen[doc] == clause ? (byte)1 : (byte)0;
            }
        }

        var candidates = new Candidates(Math.Max(1, count));
        for (var doc = 0; doc < count; doc++)
        {
            if (scores[doc] > 0)
            {
                var at = candidates.Count++;
                (candidates.Docs[at], candidates.Scores[at], candidates.Covers[at]) = (doc, scores[doc], covers[doc]);
                candidates.Flags[at] = seen[doc] == query.Clauses.Count ? (byte)(flags[doc] | Candidates.HasAll) : (byte)0;
            }
        }

        ArrayPool<double>.Shared.Return(scores);
        ArrayPool<double>.Shared.Return(covers);
        ArrayPool<byte>.Shared.Return(seen);
        ArrayPool<byte>.Shared.Return(flags);
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

    private static Candidates First(Segment segment, PreparedQuery.Clause clause, int size)
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
                Fill(candidates, found, alternative.Gains, clause);
            }
            else
            {
                using var before = candidates;
                candidates = Merged(before, found, alternative.Gains, clause);
            }
        }

        return candidates;
    }

    private static void Fill(Candidates candidates, Postings found, float[] gains, PreparedQuery.Clause clause)
    {
        var (docs, scores, covers, flags) = (candidates.Docs, candidates.Scores, candidates.Covers, candidates.Flags);
        for (var i = 0; i < found.Count; i++)
        {
            docs[i] = found.Docs[i];
            scores[i] = gains[found.Weights[i] & Weights.Mask];
            covers[i] = clause.Weight;
            flags[i] = FlagsOf(found.Weights[i], clause.OpensQuery);
        }

        candidates.Count = found.Count;
    }

    private static Candidates Merged(Candidates before, Postings found, float[] gains, PreparedQuery.Clause clause)
    {
        var merged = new Candidates(before.Count + found.Count);
        var (i, j, count) = (0, 0, 0);
        while (i < before.Count || j < found.Count)
        {
            var (left, right) = (i < before.Count ? before.Docs[i] : int.MaxValue, j < found.Count ? found.Docs[j] : int.MaxValue);
            merged.Docs[count] = Math.Min(left, right);
            merged.Covers[count] = clause.Weight;
            merged.Scores[count] = Math.Max(left <= right ? before.Scores[i] : 0, right <= left ? gains[found.Weights[j] & Weights.Mask] : 0);
            merged.Flags[count++] = (byte)((left <= right ? before.Flags[i] : 0) | (right <= left ? FlagsOf(found.Weights[j], clause.OpensQuery) : 0));
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        merged.Count = count;
        return merged;
    }

    /// <summary>Leaves the candidates that have the clause too, with what it adds.</summary>
    private static void Keep(Segment segment, PreparedQuery.Clause clause, Candidates candidates)
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
                flags[i] |= FlagsOf(found[i], clause.OpensQuery);
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

    /// <summary>Only the first word of a query can say that a name does not open with it.</summary>
    private static byte FlagsOf(byte posting, bool opensQuery) =>
        (byte)((posting & ~Weights.Mask) | ((posting & Weights.InName) != 0 && !opensQuery ? Weights.OpensName : 0));
}
