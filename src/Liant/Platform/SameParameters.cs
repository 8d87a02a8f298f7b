namespace Liant.Platform;

/// <summary>An endpoint that reads the parameters of another: the API document describes them on both.</summary>
/// <param name="Operation">Name of the endpoint whose handler declares them.</param>
internal sealed record SameParameters(string Operation);
