using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Clustering.Persistence;

/// <summary>Where an entity's chain ends; <c>default</c> is before its first event.</summary>
internal readonly record struct ChainHead(long Sequence, Hash256 Hash);
