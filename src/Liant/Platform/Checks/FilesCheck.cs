using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Checks;

/// <summary>The pieces of each stored file make the file that was sent.</summary>
internal static class FilesCheck
{
    public static async IAsyncEnumerable<Finding> CheckAsync(LiantDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in await db.Set<StoredFile>().AsNoTracking().OrderBy(file => file.Id).ToListAsync(cancel))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var pieces = db.Set<FilePiece>().AsNoTracking().Where(piece => piece.FileId == file.Id).OrderBy(piece => piece.Rank).Select(piece => piece.Bytes);
            long length = 0;
            await foreach (var bytes in pieces.AsAsyncEnumerable().WithCancellation(cancel))
            {
                hash.AppendData(bytes);
                length += bytes.Length;
            }

            if (length != file.Length || Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Checksum)
            {
                yield return new Finding("fichier incomplet ou abîmé", $"fichier « {file.Name} », {file.Id}");
            }
        }
    }
}
