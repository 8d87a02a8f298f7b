namespace Liant.Platform.Database;

/// <summary>Rows made ready by <see cref="BulkInsert.Prepare"/>: the statement that takes them, and their values as bytes that the engine can be
/// given as they are. Values are said one after the other, row by row.</summary>
internal abstract class BulkRows(string sql) : IDisposable
{
    public string Sql => sql;

    protected ByteRoom Room { get; } = new();

    public abstract void Start(int values);

    public abstract void Nothing();

    public abstract void Text(string text);

    public abstract void Whole(long number);

    public abstract void Whole(int number);

    public abstract void Real(double number);

    public abstract void Flag(bool yes);

    public abstract void Id(Guid id);

    public void Dispose() => Room.Dispose();
}
