namespace Liant.Bench.Directories;

/// <summary>Words that look French and come as often as words do: the word of rank r about 1/r of the time (Zipf). Always the same for one seed.</summary>
internal sealed class FrenchWords
{
    public const int Count = 120_000;

    private static readonly string[] Small = "de la et les des le pour à en du dans un une par sur avec au aux qui ses son est leur".Split(' ');

    private static readonly string[] Frequent =
        ("association commune habitants locale projet territoire solidaire activités culture village accueil développement public atelier sociale jeunes café épicerie lieu vie sportive " +
         "formation emploi ferme jardin partage économie réemploi énergie habitat vélo mobilité santé école patrimoine musique théâtre fête comité coopérative services famille marché artisan " +
         "producteurs bio cuisine cantine recyclerie ressourcerie tiers-lieu numérique médiation insertion chantier bénévoles adhérents quartier rural centre-bourg commerce librairie boutique").Split(' ');

    private static readonly string[] Starts = "ba be bi bo bou bra ca cha che co cou cra da de di do du é fa fe fi fo fra ga gra gui ha i ja jo la le li lo lou ma me mi mo mon na ne ni no o pa pe pi po por pra ra re ri ro sa se si so sou ta te ti to tra u va ve vi vo".Split(' ');

    private static readonly string[] Middles = "ba bi bo ca ci co da de di do fi ga gi la le li lo ma mé mi mo na ne ni no pa pi po ra ré ri ro sa si so ta té ti to va vi".Split(' ');

    private static readonly string[] Ends = "ment tion teur trice age eur euse ier ière ité isme iste eau elle ette ine oir oire ance ence ant ent ais ique able al ale in ard et on".Split(' ');

    private readonly string[] words;
    private readonly double[] sums;

    public FrenchWords(int seed)
    {
        var random = new Random(seed);
        var all = new HashSet<string>(Frequent);
        var ordered = Frequent.ToList();
        while (ordered.Count < Count)
        {
            var word = Starts[random.Next(Starts.Length)] + string.Concat(Enumerable.Range(0, random.Next(0, 3)).Select(_ => Middles[random.Next(Middles.Length)])) + Ends[random.Next(Ends.Length)] + (random.Next(3) == 0 ? "s" : "");
            if (all.Add(word))
            {
                ordered.Add(word);
            }
        }

        words = [.. ordered];
        sums = new double[Count];
        var sum = 0.0;
        for (var rank = 0; rank < Count; rank++)
        {
            sums[rank] = sum += 1.0 / (rank + 12);
        }
    }

    public string this[int rank] => words[rank];

    /// <summary>A word as a text has it.</summary>
    public string Any(Random random)
    {
        var at = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return words[Math.Min(Count - 1, at < 0 ? ~at : at)];
    }

    public static string AnySmall(Random random) => Small[random.Next(Small.Length)];
}
