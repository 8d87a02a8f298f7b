using System.Buffers.Binary;
using System.Text.Json;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Tells, for each row of a batch, whether it is new, changed, unchanged or refused. Writes nothing.</summary>
/// <param name="isCareful">New sheets may be given <see cref="ChooseAddressesAgain">other addresses</see>.</param>
internal sealed class BatchMaker(LiantDb db, SheetImport import, KnownSheets known, Geography geography, TimeProvider clock, bool isCareful)
{
    /// <summary>Remarks are for reading: beyond this many they are counted, not kept.</summary>
    public const int MostRemarks = 10_000;

    private const int MostHomonyms = 100;

    /// <summary>Keys of the rows so far, by kind: where each stood and what it said. Held as numbers of 128 bits: a million texts would be moved
    /// about in memory again and again.</summary>
    private readonly Dictionary<UInt128, (long Line, long Fingerprint)>[] met = [.. Enum.GetValues<SheetKind>().Select(_ => new Dictionary<UInt128, (long, long)>())];
    private readonly HashSet<Guid> exported = [];

    /// <summary>Rows that were refused: the file still has their sheets.</summary>
    private readonly HashSet<(SheetKind Kind, string Key)> refusedKeys = [];
    private Guid lastId;
    private long remarks = import.Remarks;
    private long absorbedMet;
    private DateTimeOffset now;

    public bool IsCareful => isCareful;

    /// <summary>Sheets of the source that the file no longer has; those of refused rows it has.</summary>
    public async Task<long> CountAbsentAsync(CancellationToken cancel)
    {
        var count = met.Sum(ofKind => (long)ofKind.Count) - absorbedMet;
        var origin = import.FileSource!.Origin;
        foreach (var some in refusedKeys.Where(refused => !met[(int)refused.Kind].ContainsKey(NumberOf(refused.Key))).GroupBy(refused => refused.Kind).SelectMany(ofKind => ofKind.Chunk(5_000)))
        {
            var kind = some[0].Kind.Slug();
            var keys = some.Select(refused => refused.Key).ToList();
            count += await WithKeys(db, origin, kind, keys).CountAsync(cancel);
        }

        return Math.Max(0, await db.Set<Sheet>().CountAsync(s => s.Origin == origin, cancel) - count);
    }

    private sealed record Stored(Guid Id, string Key, long? Fingerprint, bool IsEditedByHand);

    /// <summary>Rows of a part already dealt with, before it was stopped: only their keys count.</summary>
    public void PassOver(ReadRow row)
    {
        if (row.Content is not null)
        {
            Claim(row);
        }
        else
        {
            RememberRefused(row);
        }
    }

    private void RememberRefused(ReadRow row)
    {
        if (row.IsIdentified)
        {
            refusedKeys.Add((row.Kind, KeyIn(row)));
        }
    }

    public async Task<Batch> MakeAsync(IReadOnlyList<ReadRow> rows, CancellationToken cancel)
    {
        var batch = new Batch { Rows = rows.Count };
        now = clock.GetUtcNow();
        var fresh = new List<ReadRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Content is null)
            {
                RememberRefused(row);
                Refuse(batch, row, string.Join(" ; ", row.Errors.Distinct()));
            }
            else if (Claim(row) is { } before)
            {
                if (before.Fingerprint == row.Fingerprint)
                {
                    batch.Unchanged++;
                    Remark(batch, row, $"la même que la ligne {before.Line}");
                }
                else
                {
                    Refuse(batch, row, $"clé « {row.Key} » déjà portée par la ligne {before.Line}, qui dit autre chose : supprimez l’une des deux lignes, ou changez sa clé");
                }
            }
            else if (row.LiantId is { } id && !exported.Add(id))
            {
                Refuse(batch, row, "id_liant déjà porté par une autre ligne : effacez-le si c’est une nouvelle fiche");
            }
            else
            {
                fresh.Add(row);
            }
        }

        var (stored, taken) = await FindAsync(fresh, cancel);
        var absorbed = known.HasAbsorbed ? await FindAbsorbedAsync(fresh, cancel) : [];
        for (var i = 0; i < fresh.Count; i++)
        {
            var row = fresh[i];
            if (stored.GetValueOrDefault(row) is { } sheet)
            {
                Compare(batch, row, sheet);
            }
            else if (absorbed.Contains((row.Kind, row.Key)))
            {
                batch.Unchanged++;
                absorbedMet++;
                Remark(batch, row, "réunie à une autre fiche : laissée telle quelle");
            }
            else
            {
                Add(batch, row, row.LiantId is { } wanted && !taken.Contains(wanted) ? wanted : NextId());
            }

            if (row.HasRemarks)
            {
                foreach (var remark in row.Remarks.Distinct())
                {
                    Remark(batch, row, remark);
                }
            }
        }

        batch.MakeReady(db);
        return batch;
    }

    private void Add(Batch batch, ReadRow row, Guid id)
    {
        var content = row.Content!;
        var sheet = NewSheet(row, id, row.Slug);
        batch.Add(sheet, row);
        foreach (var other in known.CloseTo(row.Kind, content).Concat(known.Alike(sheet.Likeness, id)).Distinct())
        {
            batch.Twins.Add(new LikelyTwins { SheetId = id, OtherId = other, NoticedAt = now });
        }
    }

    private Sheet NewSheet(ReadRow row, Guid id, string? wantedSlug)
    {
        var content = row.Content!;
        var sheet = row.Kind.Blank();
        sheet.Write(id, known.TakeSlug(row.Kind, content.Title, row.Commune ?? geography.Gazetteer.Find(content.CommuneCode), wantedSlug), content, now, row.Origin, row.Key);
        sheet.ReadFromRow(row.Fingerprint);
        return sheet;
    }

    public void ChooseAddressesAgain(Batch batch)
    {
        batch.Replace((sheet, row) => NewSheet(row, sheet.Id, null));
        batch.MakeReady(db);
    }

    private void Compare(Batch batch, ReadRow row, Stored sheet)
    {
        if (row.LiantId == sheet.Id)
        {
            // Exported from here, corrected in a spreadsheet, sent back: compared whole, then by its version.
            batch.Changed.Add((row, sheet.Id));
        }
        else if (sheet.Fingerprint == row.Fingerprint)
        {
            batch.Unchanged++;
        }
        else if (sheet.IsEditedByHand)
        {
            batch.Unchanged++;
            Remark(batch, row, "corrigée à l’écran depuis le dernier chargement : laissée telle quelle");
        }
        else
        {
            batch.Changed.Add((row, sheet.Id));
        }
    }

    private void Refuse(Batch batch, ReadRow row, string reason)
    {
        batch.Refused++;
        batch.Lines.Add(RefusedLine(row, reason));
    }

    public ImportLine RefusedLine(ReadRow row, string reason) =>
        new() { ImportId = import.Id, Rank = row.Rank, Line = row.Line, IsRefused = true, Reason = reason, Cells = JsonSerializer.Serialize(row.Cells, JsonText.Options) };

    private void Remark(Batch batch, ReadRow row, string remark)
    {
        batch.Remarks++;
        if (remarks++ >= MostRemarks)
        {
            return;
        }

        if (batch.Lines is [.., { IsRefused: false } last] && last.Rank == row.Rank)
        {
            batch.Lines[^1] = new ImportLine { ImportId = import.Id, Rank = row.Rank, Line = row.Line, IsRefused = false, Reason = $"{last.Reason} ; {remark}" };
        }
        else
        {
            batch.Lines.Add(new ImportLine { ImportId = import.Id, Rank = row.Rank, Line = row.Line, IsRefused = false, Reason = remark });
        }
    }

    /// <summary>The sheet of each row that has one, and the identifiers that other sheets have already.</summary>
    private async Task<(Dictionary<ReadRow, Stored> Found, HashSet<Guid> Taken)> FindAsync(List<ReadRow> rows, CancellationToken cancel)
    {
        var found = new Dictionary<ReadRow, Stored>();
        var taken = new HashSet<Guid>();
        var withId = rows.Where(row => row.LiantId is not null).ToList();
        if (withId.Count > 0)
        {
            var ids = withId.Select(row => row.LiantId!.Value).ToList();
            var byId = await db.Set<Sheet>().Where(s => EF.Parameter(ids).Contains(s.Id))
                .Select(s => new { Kind = EF.Property<string>(s, "KindSlug"), Stored = new Stored(s.Id, s.OriginKey ?? "", s.RowFingerprint, s.IsEditedByHand) }).ToDictionaryAsync(s => s.Stored.Id, cancel);
            taken.UnionWith(byId.Keys);
            foreach (var row in withId.Where(row => byId.TryGetValue(row.LiantId!.Value, out var s) && s.Kind == row.Kind.Slug()))
            {
                found[row] = byId[row.LiantId!.Value].Stored;
            }
        }

        foreach (var group in rows.Where(row => !found.ContainsKey(row) && (known.HasOrigin || row.LiantId is not null || row.Origin != import.FileSource!.Origin)).GroupBy(row => (row.Kind, row.Origin)))
        {
            var (kind, origin) = (group.Key.Kind.Slug(), group.Key.Origin);
            var keys = group.Select(row => row.Key).ToList();
            var byKey = await WithKeys(db, origin, kind, keys).Select(s => new Stored(s.Id, s.OriginKey!, s.RowFingerprint, s.IsEditedByHand)).ToDictionaryAsync(s => s.Key, cancel);
            foreach (var row in group.Where(row => byKey.ContainsKey(row.Key)))
            {
                found[row] = byKey[row.Key];
            }
        }

        return (found, taken);
    }

    private static IQueryable<Sheet> WithKeys(LiantDb db, string origin, string kind, List<string> keys) =>
        db.Set<Sheet>().Where(s => s.Origin == origin && EF.Property<string>(s, "KindSlug") == kind && EF.Parameter(keys).Contains(s.OriginKey!));

    private async Task<HashSet<(SheetKind, string)>> FindAbsorbedAsync(List<ReadRow> rows, CancellationToken cancel)
    {
        var absorbed = new HashSet<(SheetKind, string)>();
        foreach (var group in rows.GroupBy(row => (row.Kind, row.Origin)))
        {
            var (kind, origin) = (group.Key.Kind.Slug(), group.Key.Origin);
            var keys = group.Select(row => row.Key).ToList();
            foreach (var key in await db.Set<AbsorbedSheet>().Where(s => s.Origin == origin && s.KindSlug == kind && EF.Parameter(keys).Contains(s.OriginKey!)).Select(s => s.OriginKey!).ToListAsync(cancel))
            {
                absorbed.Add((group.Key.Kind, key));
            }
        }

        return absorbed;
    }

    private string KeyIn(ReadRow row) => row.Origin == import.FileSource!.Origin ? row.Key : $"{row.Origin}\n{row.Key}";

    /// <summary>The row that has its key already; null when it is the first. A row without a key of its own, of one name and place with another that
    /// says otherwise, is a sheet of its own: a person will tell whether it is the same.</summary>
    private (long Line, long Fingerprint)? Claim(ReadRow row)
    {
        var first = row.Key;
        for (var rank = 2; ; rank++)
        {
            if (met[(int)row.Kind].TryAdd(NumberOf(KeyIn(row)), (row.Line, row.Fingerprint)))
            {
                return null;
            }

            var before = met[(int)row.Kind][NumberOf(KeyIn(row))];
            if (before.Fingerprint == row.Fingerprint || !first.StartsWith('~') || rank > MostHomonyms)
            {
                return before;
            }

            if (rank == 2)
            {
                row.Remarks.Add($"même nom et même lieu que la ligne {before.Line} : chargée à part, et proposée parmi les doublons possibles");
            }

            row.Key = $"{first}~{rank}";
        }
    }

    private static UInt128 NumberOf(string key) => new((ulong)new StableHash().AddByFours(key).Value, (ulong)new StableHash().Add("").AddByFours(key).Value);

    /// <summary>Version 7, one after the other from one drawn at random: rows are added at the end of the table's index, not all over it, and
    /// one line of the change sequence tells them all.</summary>
    private Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (lastId == default)
        {
            lastId = Guid.CreateVersion7(now);
            lastId.TryWriteBytes(bytes, bigEndian: true, out _);
            bytes[12] &= 0x7F;
        }
        else
        {
            lastId.TryWriteBytes(bytes, bigEndian: true, out _);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) + 1);
        }

        return lastId = new Guid(bytes, bigEndian: true);
    }
}
