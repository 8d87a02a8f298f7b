using System.Globalization;
using System.Text;
using QRCoder;

namespace Liant.Modules.Accounts.People;

/// <summary>An address that a telephone reads from the screen (ISO/IEC 18004), as squares of a vector picture: the content policy takes no picture made of data.</summary>
/// <param name="Side">Squares on a side, the four of the white margin included.</param>
/// <param name="Path">The dark ones, a rectangle for each stretch of a row.</param>
internal sealed record QrPicture(int Side, string Path)
{
    public static QrPicture Of(string address)
    {
        // M: still read with fifteen percent of it hidden, by a finger or a reflection.
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var start = x;
                while (x < rows.Count && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return new QrPicture(rows.Count, path.ToString());
    }
}
