namespace Liant.Bare;

public sealed class BareSheet
{
    public Guid Id { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public string? Body { get; init; }

    public string? CommuneCode { get; init; }
}
