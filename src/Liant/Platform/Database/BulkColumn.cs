using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Liant.Platform.Database;

/// <summary>One column of rows that are added at once. Its values are read by a compiled expression and handed on as they are: an object made
/// for each value cost more than storing it.</summary>
internal abstract class BulkColumn<T>(string name)
{
    public string Name => name;

    /// <summary>Whether the row may leave it to the default of the table.</summary>
    public abstract bool IsNothing(T row);

    public abstract void Write(T row, BulkRows to);

    /// <summary>The value as SQL, when it is the same in all rows and can be written so.</summary>
    public abstract string? LiteralOf(T[] rows);

    public static BulkColumn<T> Of(IEntityType entity, IProperty property)
    {
        var name = property.GetColumnName();
        var row = Expression.Parameter(typeof(T));
        var value = Stored(entity, property, row);
        var type = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        return type == typeof(string) ? new TextColumn<T>(name, Compile<string?>(), property.GetDefaultValueSql()?.Trim('\''))
            : type == typeof(Guid) ? new ValueColumn<T, Guid>(name, Compile<Guid?>(), (to, id) => to.Id(id), id => $"'{id.ToString().ToUpperInvariant()}'")
            : type == typeof(long) ? new ValueColumn<T, long>(name, Compile<long?>(), (to, whole) => to.Whole(whole), whole => whole.ToString(CultureInfo.InvariantCulture))
            : type == typeof(int) ? new ValueColumn<T, int>(name, Compile<int?>(), (to, whole) => to.Whole(whole), whole => whole.ToString(CultureInfo.InvariantCulture))
            : type == typeof(bool) ? new ValueColumn<T, bool>(name, Compile<bool?>(), (to, yes) => to.Flag(yes), yes => yes ? "1" : "0")
            : type == typeof(double) ? new ValueColumn<T, double>(name, Compile<double?>(), (to, real) => to.Real(real), _ => null)
            : throw new NotSupportedException($"{entity.GetTableName()}.{name}: {type}");

        Func<T, TValue> Compile<TValue>() => Expression.Lambda<Func<T, TValue>>(Expression.Convert(value, typeof(TValue)), row).Compile();
    }

    /// <summary>What the database is given: the property through its converter, or the kind of the row.</summary>
    private static Expression Stored(IEntityType entity, IProperty property, Expression row)
    {
        if (property == entity.FindDiscriminatorProperty())
        {
            return Expression.Constant(entity.GetDiscriminatorValue(), property.ClrType);
        }

        Expression value = Expression.MakeMemberAccess(Expression.Convert(row, property.DeclaringType.ClrType), (System.Reflection.MemberInfo?)property.PropertyInfo ?? property.FieldInfo!);
        if (property.GetTypeMapping().Converter is not { } converter)
        {
            return value;
        }

        var converted = Expression.Invoke(converter.ConvertToProviderExpression, value.Type == converter.ModelClrType ? value : Expression.Convert(value, converter.ModelClrType));
        if (value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null)
        {
            return converted;
        }

        // Converters never see nothing.
        var stored = converter.ProviderClrType.IsValueType ? typeof(Nullable<>).MakeGenericType(converter.ProviderClrType) : converter.ProviderClrType;
        return Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null, stored), Expression.Convert(converted, stored));
    }
}

/// <param name="absent">What the table says where a row says nothing.</param>
internal sealed class TextColumn<T>(string name, Func<T, string?> value, string? absent) : BulkColumn<T>(name)
{
    public override bool IsNothing(T row) => value(row) == absent;

    public override void Write(T row, BulkRows to)
    {
        if (value(row) is { } text)
        {
            to.Text(text);
        }
        else
        {
            to.Nothing();
        }
    }

    public override string? LiteralOf(T[] rows)
    {
        var first = value(rows[0]);
        for (var i = 1; i < rows.Length; i++)
        {
            if (value(rows[i]) != first)
            {
                return null;
            }
        }

        return first is null ? "NULL" : first.Contains('\0', StringComparison.Ordinal) ? null : $"'{first.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}

internal sealed class ValueColumn<T, TValue>(string name, Func<T, TValue?> value, Action<BulkRows, TValue> write, Func<TValue, string?> literal) : BulkColumn<T>(name)
    where TValue : struct, IEquatable<TValue>
{
    public override bool IsNothing(T row) => value(row) is null;

    public override void Write(T row, BulkRows to)
    {
        if (value(row) is { } some)
        {
            write(to, some);
        }
        else
        {
            to.Nothing();
        }
    }

    public override string? LiteralOf(T[] rows)
    {
        var first = value(rows[0]);
        for (var i = 1; i < rows.Length; i++)
        {
            var other = value(rows[i]);
            if (other.HasValue != first.HasValue || !other.GetValueOrDefault().Equals(first.GetValueOrDefault()))
            {
                return null;
            }
        }

        return first is { } some ? literal(some) : "NULL";
    }
}
