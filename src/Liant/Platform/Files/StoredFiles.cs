using System.Security.Cryptography;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Files;

/// <summary>Puts files into the database and takes them out again, piece by piece: no file is ever whole in memory.</summary>
public sealed class StoredFiles(IDbContextFactory<LiantDb> databases, TimeProvider clock)
{
    public const int NameLength = 200;

    private const int PieceLength = 256 * 1024;

    /// <summary>All of the file, or nothing of it. <paramref name="content"/> is read twice: it must be seekable.</summary>
    public async Task<StoredFile> SaveAsync(Stream content, string name, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var file = await AddAsync(db, content, name, await ChecksumAsync(content, cancel), clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return file;
    }

    /// <summary>In the caller's transaction; what is not saved when this returns is saved by the caller.</summary>
    public static async Task<StoredFile> AddAsync(LiantDb db, Stream content, string name, string checksum, DateTimeOffset now, CancellationToken cancel)
    {
        var file = new StoredFile { Id = Guid.CreateVersion7(now), Name = Plain(name), Length = content.Length, Checksum = checksum, CreatedAt = now };
        db.Add(file);
        content.Position = 0;
        var buffer = new byte[Math.Min(PieceLength, content.Length)];
        for (var rank = 0; await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel) is > 0 and var read; rank++)
        {
            var piece = new FilePiece { FileId = file.Id, Rank = rank, Bytes = buffer[..read] };
            db.Add(piece);
            if (read == PieceLength)
            {
                await db.SaveChangesAsync(cancel);
                db.Entry(piece).State = EntityState.Detached;
            }
        }

        return file;
    }

    /// <summary>A copy on disk, deleted when the stream is closed, whatever happens.</summary>
    public async Task<FileStream> OpenCopyAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        // GetTempFileName makes a file that only its owner may read.
        var copy = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, Share = FileShare.ReadWrite | FileShare.Delete,
        });
        try
        {
            var pieces = db.Set<FilePiece>().AsNoTracking().Where(piece => piece.FileId == id).OrderBy(piece => piece.Rank).Select(piece => piece.Bytes);
            await foreach (var bytes in pieces.AsAsyncEnumerable().WithCancellation(cancel))
            {
                await copy.WriteAsync(bytes, cancel);
            }

            await copy.FlushAsync(cancel);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public static async Task<string> ChecksumAsync(Stream content, CancellationToken cancel)
    {
        content.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    /// <summary>The last part of what a browser calls the file: "../../etc/passwd" is "passwd", and nothing is ever written under that name.</summary>
    public static string Plain(string name)
    {
        var last = name.Split('/', '\\')[^1];
        last = new string(Fold.Visible(last).Where(c => !char.IsControl(c)).ToArray()).Trim();
        last = last.Length == 0 || last.All(c => c == '.') ? "fichier" : last;
        last = last.Length <= NameLength ? last : last[^NameLength..];
        return char.IsLowSurrogate(last[0]) ? last[1..] : last;
    }
}
