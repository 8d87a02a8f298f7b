using System.Data.Common;
using System.Runtime.CompilerServices;
using Liant.Platform.Backup;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Liant.Platform.Checks;

/// <summary>Reads each text that the program turns into something else (lists in JSON, partial dates, named choices) as the program would.</summary>
internal static class StoredValues
{
    public static async IAsyncEnumerable<Finding> CheckAsync(LiantDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var table in db.Model.GetEntityTypes().GroupBy(entity => entity.GetTableName()!))
        {
            var keys = Names(table.First().FindPrimaryKey()!.Properties);
            foreach (var column in table.SelectMany(entity => entity.GetDeclaredProperties()).DistinctBy(property => property.GetColumnName()))
            {
                if (Reading(column, table) is not { } read)
                {
                    continue;
                }

                var name = StoredSchema.Quoted(column.GetColumnName());
                await using var command = StoredSchema.Command(db.Database.GetDbConnection(), $"SELECT {name}, {string.Join(", ", keys)} FROM {StoredSchema.Quoted(table.Key)} WHERE {name} IS NOT NULL");
                await using var rows = await command.ExecuteReaderAsync(cancel);
                while (await rows.ReadAsync(cancel))
                {
                    if (!CanBeRead(rows.GetString(0), read))
                    {
                        yield return new Finding($"valeur illisible dans {column.GetColumnName()}", $"{table.Key}, {Key(rows)}");
                    }
                }
            }
        }
    }

    private static Action<string>? Reading(IProperty column, IEnumerable<IEntityType> kinds)
    {
        if (column == column.DeclaringType.ContainingEntityType.FindDiscriminatorProperty())
        {
            var known = kinds.Select(kind => kind.GetDiscriminatorValue()).OfType<string>().ToHashSet();
            return text =>
            {
                if (!known.Contains(text))
                {
                    throw new FormatException(text);
                }
            };
        }

        var converter = column.GetTypeMapping().Converter;
        return converter?.ProviderClrType == typeof(string) ? text => converter.ConvertFromProvider(text) : null;
    }

    private static bool CanBeRead(string text, Action<string> read)
    {
        try
        {
            read(text);
            return true;
        }
        catch (Exception)
        {
            // Whatever a converter throws at a page, it throws here.
            return false;
        }
    }

    private static IEnumerable<string> Names(IEnumerable<IProperty> properties) => properties.Select(property => StoredSchema.Quoted(property.GetColumnName()));

    private static string Key(DbDataReader row) => string.Join(" ", Enumerable.Range(1, row.FieldCount - 1).Select(i => row.GetValue(i)));
}
