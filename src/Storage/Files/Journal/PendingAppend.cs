using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>An append on its way to the disk.</summary>
internal readonly record struct PendingAppend(
    string EntityId, long ExpectedSequence, Timestamp EventTime, IReadOnlyList<object> Events, Action<AppendResult> Done);
