using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>A query with what each byte of a posting is worth in it, for one moment of the index.</summary>
internal sealed class PreparedQuery
{
    /// <summary>By the two high bits of a posting: of what stands in a name, nothing says that it does not open it.</summary>
    private static readonly byte[] InNameMayOpen = [0, Weights.InName | Weights.OpensName, 0, Weights.InName | Weights.OpensName];

    private PreparedQuery(Query query, IReadOnlyList<Clause> clauses)
    {
        (Query, Clauses) = (query, clauses);
        Weight = clauses.Sum(clause => (double)clause.Weight);
    }

    public Query Query { get; }

    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>Of all clauses together.</summary>
    public double Weight { get; }

    public static PreparedQuery Of(Query query, IndexReading index) =>
        new(query, query.Clauses.Select((clause, at) => new Clause(clause, at == 0 && query.Folded.StartsWith(clause.Surface, StringComparison.Ordinal), clause.Alternatives.Select(alternative => Alternative.Of(clause, alternative, index)).ToList())).ToList());

    internal sealed class Clause(Query.Clause asked, bool opensQuery, IReadOnlyList<Alternative> alternatives)
    {
        public Query.Clause Asked { get; } = asked;

        public float Weight { get; } = asked.Weight;

        /// <summary>What the two high bits of a posting of the word as typed say of a name. Where another word opens the query, a name may open with the query all the same.</summary>
        public byte[] FlagsOf { get; } = opensQuery ? [0, Weights.InName, Weights.OpensName, Weights.InName | Weights.OpensName] : InNameMayOpen;

        /// <summary>The word as typed, then its other names.</summary>
        public IReadOnlyList<Alternative> Alternatives { get; } = alternatives;
    }

    /// <param name="Gains">By weight of a posting: share × weight × rarity × strength. Single precision, so that a sum of them is the same in any order.</param>
    internal sealed record Alternative(Query.Alternative Asked, float[] Gains)
    {
        private readonly Dictionary<Segment, int[][]?> words = [];

        public static Alternative Of(Query.Clause clause, Query.Alternative asked, IndexReading index)
        {
            var worth = clause.Share * asked.Weight * Query.RarityOf(index, asked);
            var gains = new float[Weights.Mask + 1];
            for (var weight = 1; weight < gains.Length; weight++)
            {
                gains[weight] = (float)(worth * Weights.StrengthOf((byte)weight));
            }

            return new Alternative(asked, gains);
        }

        /// <summary>What the two high bits of the weakest of several terms say of a name: one that holds a quoted phrase has all its words, and may begin with it.</summary>
        public byte[] FlagsOfAll { get; } = Asked.AsWritten ? InNameMayOpen : ClauseCursors.NoFlags;

        /// <summary>For each term, its words in the segment; null when one of the terms has none. Looked up once for an answer.</summary>
        public int[][]? WordsIn(Segment segment) => words.TryGetValue(segment, out var known) ? known : words[segment] = Find(segment);

        private int[][]? Find(Segment segment)
        {
            var words = new int[Asked.Terms.Length][];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = Asked.AsWritten
                    ? segment.Words.Find(Asked.Terms[i]) is >= 0 and var word ? [word] : []
                    : segment.Stems.Find(Asked.Terms[i]) is >= 0 and var stem ? segment.WordsOf(stem).ToArray() : [];
                if (words[i].Length == 0)
                {
                    return null;
                }
            }

            return words;
        }
    }
}
