namespace Liant.Platform.Errors;

/// <summary>An allowed person asked for something that the present state forbids. Answered by 409 with a sentence that says what to do.</summary>
/// <param name="code">Stable, for programs.</param>
/// <param name="message">French, for the person.</param>
public sealed class RuleBroken(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
