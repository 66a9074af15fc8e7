using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;

namespace CoinPilot.Storage.Postgres.Outage;

/// <summary>Events that wait on this host's disk for a database, to be looked at; nothing here changes them.</summary>
public static class StrandedEvents
{
    /// <summary>The file in that folder of outages, whether or not it is there.</summary>
    public static string FileIn(string folder) => OutageFile.PathIn(folder);

    /// <summary>
    /// What waits, in the order in which it was taken; an unfinished write at the end is left out. Throws <see cref="InvalidDataException"/> for a
    /// damaged file and <see cref="UnreadableEventException"/> for an event that this build does not know.
    /// </summary>
    public static IEnumerable<JournalEvent> Read(string file, IEventCodec codec)
    {
        EventDecoder decoder = new(codec);
        foreach (EncodedEvent waiting in OutageFile.ReadFrom(file))
            yield return decoder.Decode(waiting.EntityId, Envelope.Read(waiting.Message), waiting.Message);
    }

    /// <summary>Moves the file out of the way, beside where it was, so that a run can start without it; gives its new name.</summary>
    public static string SetAside(string folder, DateTimeOffset now)
    {
        string aside = Path.Combine(folder, $"stranded-{now.UtcDateTime:yyyyMMdd'T'HHmmssfff}.cpo");
        File.Move(OutageFile.PathIn(folder), aside);
        DirectoryFlush.Flush(folder);
        return aside;
    }
}
