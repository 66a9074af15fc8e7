namespace CoinPilot.Storage.Files.Lines;

/// <summary>What a <see cref="LineLog"/> holds.</summary>
/// <param name="Lines">The whole ones, oldest first.</param>
/// <param name="TornBytes">What follows them and is no whole line: the last write was cut off by a kill.</param>
public sealed record LineLogContent(IReadOnlyList<string> Lines, long TornBytes);
