using System.Runtime.InteropServices;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>The values of each facet, and which of them each combination of traits and each place has: counting a million sheets then counts
/// combinations, places and years, and adds these up once.</summary>
internal sealed class FacetTable
{
    public const int Kind = 0;
    public const int Theme = 1;
    public const int Form = 2;
    public const int Cooperation = 3;
    public const int Programme = 4;
    public const int Departement = 5;
    public const int Region = 6;
    public const int Year = 7;
    public const int Count = 8;

    /// <summary>How the facets are called, by number.</summary>
    public static readonly string[] Names = ["kind", "theme", "form", "cooperation", "programme", "departement", "region", "year"];

    private readonly Of[] ofTraits;
    private readonly Of[] ofPlaces;
    private readonly double[] priors;

    public FacetTable(ReadOnlySpan<Traits> traits, ReadOnlySpan<Place> places)
    {
        (NoTraitFails, NoPlaceFails) = (new byte[traits.Length], new byte[places.Length]);
        (GroupOf, var groups) = Grouped(places);
        priors = new double[traits.Length];
        for (var i = 0; i < priors.Length; i++)
        {
            priors[i] = Ranking.PriorOf(traits[i].Kind);
        }

        ofTraits =
        [
            Of.Read(Kind, traits, one => [one.Kind]), Of.Read(Theme, traits, one => one.Themes), Of.Read(Form, traits, one => one.Form is null ? [] : [one.Form]),
            Of.Read(Cooperation, traits, one => one.Cooperation),
        ];
        ofPlaces =
        [
            Of.Read<Place>(Programme, groups, one => one.Programmes), Of.Read<Place>(Departement, groups, one => one.Departement is null ? [] : [one.Departement]),
            Of.Read<Place>(Region, groups, one => one.Region is null ? [] : [one.Region]),
        ];
    }

    /// <summary>By place: the group of places that facets tell nothing different of. Some hundreds, where places are tens of thousands: what counts them stays in the processor's nearest cache.</summary>
    public int[] GroupOf { get; }

    public int Groups => ofPlaces[0].Things;

    /// <summary>Where no facet has a choice, nothing fails.</summary>
    public byte[] NoTraitFails { get; }

    public byte[] NoPlaceFails { get; }

    /// <summary>By combination of traits: what being of its kind is worth.</summary>
    public double[] Priors => priors;

    public double PriorOf(int traits) => priors[traits];

    /// <summary>Facets that the combination of traits decides.</summary>
    public IReadOnlyList<Of> OfTraits => ofTraits;

    /// <summary>Facets that the group of the place decides.</summary>
    public IReadOnlyList<Of> OfPlaces => ofPlaces;

    /// <summary>The group of each place, and a place of each group.</summary>
    private static (int[] GroupOf, Place[] Groups) Grouped(ReadOnlySpan<Place> places)
    {
        var (groupOf, groups) = (new int[places.Length], new List<Place>());
        for (var i = 0; i < places.Length; i++)
        {
            groupOf[i] = places[i].Group;
            while (groups.Count <= groupOf[i])
            {
                groups.Add(places[i]);
            }

            groups[groupOf[i]] = places[i];
        }

        return (groupOf, [.. groups]);
    }

    /// <summary>One facet: its values, and those of each thing.</summary>
    internal sealed class Of
    {
        private readonly List<string> values = [];
        private readonly List<int> valuesOf = [];
        private readonly int[] starts;

        private Of(int facet, int things) => (Facet, starts) = (facet, new int[things + 1]);

        public int Facet { get; }

        public int Things => starts.Length - 1;

        public static Of Read<T>(int facet, ReadOnlySpan<T> things, Func<T, IReadOnlyList<string>> read)
        {
            var numbers = new Dictionary<string, int>();
            var one = new Of(facet, things.Length);
            for (var i = 0; i < things.Length; i++)
            {
                foreach (var value in read(things[i]).Distinct())
                {
                    one.valuesOf.Add(one.NumberOf(value, numbers));
                }

                one.starts[i + 1] = one.valuesOf.Count;
            }

            return one;
        }

        /// <summary>Marks the things that have none of the chosen values.</summary>
        public void MarkOthers(IReadOnlyCollection<string> chosen, byte[] fails)
        {
            var isChosen = values.ConvertAll(chosen.Contains);
            for (var i = 0; i + 1 < starts.Length; i++)
            {
                var has = false;
                for (var at = starts[i]; at < starts[i + 1]; at++)
                {
                    has |= isChosen[valuesOf[at]];
                }

                fails[i] |= has ? (byte)0 : (byte)(1 << Facet);
            }
        }

        /// <summary>Adds what was counted for each thing to the counts of its values.</summary>
        public void AddUp(Tally countOf, Dictionary<string, int> counts)
        {
            var sums = new int[values.Count];
            var counted = countOf.Counted;
            var all = CollectionsMarshal.AsSpan(valuesOf);
            for (var i = 0; i < counted.Length && i + 1 < starts.Length; i++)
            {
                var count = counted[i];
                if (count == 0)
                {
                    continue;
                }

                for (var at = starts[i]; at < starts[i + 1]; at++)
                {
                    sums[all[at]] += count;
                }
            }

            for (var value = 0; value < sums.Length; value++)
            {
                if (sums[value] > 0)
                {
                    counts[values[value]] = counts.GetValueOrDefault(values[value]) + sums[value];
                }
            }
        }

        private int NumberOf(string value, Dictionary<string, int> numbers)
        {
            if (!numbers.TryGetValue(value, out var number))
            {
                numbers[value] = number = values.Count;
                values.Add(value);
            }

            return number;
        }
    }

    /// <summary>What the request chose of each facet.</summary>
    public static IReadOnlyCollection<string>[] ChosenIn(SearchRequest request) =>
    [
        request.Kinds, request.Themes, request.Forms, request.Cooperation, request.Programmes, request.Departements, request.Regions,
        request.Years.Select(year => year.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList(),
    ];
}
