namespace Liant.Platform.Imports;

/// <summary>What became of each row of a file: the counts add up to the rows read.</summary>
public sealed class ImportReport
{
    private readonly List<Refusal> refusals = [];
    private readonly List<Refusal> remarks = [];
    private readonly List<string> notes = [];

    /// <summary>The counts of an import that kept them itself.</summary>
    public static ImportReport Of(int added, int updated, int unchanged) => new() { Added = added, Updated = updated, Unchanged = unchanged };

    public int Added { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    public IReadOnlyList<Refusal> Refusals => refusals;

    public int Read => Added + Updated + Unchanged + refusals.Count;

    /// <summary>What was left out of rows that were kept (a link to an unknown sheet); not counted as refused.</summary>
    public IReadOnlyList<Refusal> Remarks => remarks;

    /// <summary>About the file as a whole.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Where refused rows stand: the line of a CSV, the rank of a sheet in a JSON file.</summary>
    public sealed record Refusal(long Line, string Reason);

    public void CountAdded() => Added++;

    public void CountUpdated() => Updated++;

    public void CountUnchanged() => Unchanged++;

    public void Refuse(long line, string reason) => refusals.Add(new Refusal(line, reason));

    public void Remark(long line, string reason) => remarks.Add(new Refusal(line, reason));

    public void Note(string sentence) => notes.Add(sentence);

    /// <summary>A row first thought unchanged turns out to differ.</summary>
    public void MoveToUpdated() => (Unchanged, Updated) = (Unchanged - 1, Updated + 1);

    public void Print(TextWriter output)
    {
        output.WriteLine($"{Read} lues : {Added} ajoutées, {Updated} mises à jour, {Unchanged} inchangées, {refusals.Count} refusées.");
        foreach (var same in refusals.Concat(remarks).GroupBy(refusal => refusal.Reason).OrderBy(same => same.First().Line))
        {
            var lines = same.Select(refusal => refusal.Line).Distinct().ToList();
            var more = lines.Count > 10 ? $"… ({lines.Count} en tout)" : "";
            output.WriteLine($"  ligne{(lines.Count > 1 ? "s" : "")} {string.Join(", ", lines.Take(10))}{more} : {same.Key}");
        }

        notes.ForEach(output.WriteLine);
    }
}
