using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>Rebuilds an event-sourced actor's state: latest snapshot, then the events after it.</summary>
internal static class Recovery
{
    /// <summary>Gives the number of the last event, at most <paramref name="upTo"/>. Throws <see cref="InvalidDataException"/> on a gap, and what the actor throws.</summary>
    public static long Run(IEventSourced actor, IJournal journal, long? upTo)
    {
        long sequence = 0;
        if (journal.ReadSnapshot(actor.EntityId) is { } saved)
        {
            actor.Restore(saved.Snapshot);
            sequence = saved.Sequence;
        }
        foreach (JournalEvent entry in journal.Read(actor.EntityId, sequence))
        {
            if (sequence == upTo)
                break;
            if (entry.Sequence != sequence + 1)
                throw new InvalidDataException($"journal of {actor.EntityId} goes from {sequence} to {entry.Sequence}");
            actor.Apply(entry.Event);
            sequence = entry.Sequence;
        }
        return sequence;
    }
}
