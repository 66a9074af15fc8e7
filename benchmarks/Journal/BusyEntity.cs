using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Journal;

/// <summary>Has one append of one event under way at any time, as an actor that waits for its persist has.</summary>
internal sealed class BusyEntity(IJournal journal, string entityId, int events, CountdownEvent done)
{
    private long _sequence;

    public void Next()
    {
        Timestamp time = new(1_756_684_800_000_000 + _sequence);
        Fill[] batch = [new Fill(_sequence, Price.Of(150_803_000m), Quantity.Of(0.8461566m), Money.Of(63_801.2m))];
        journal.Append(entityId, _sequence, time, batch, OnDone);
    }

    private void OnDone(AppendResult result)
    {
        if (!result.IsDurable)
            Environment.FailFast("the benchmark's journal failed", result.Error);
        if (++_sequence < events)
            Next();
        else
            done.Signal();
    }
}
