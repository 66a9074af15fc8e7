using CoinPilot.Actors.Contract;
using CoinPilot.App.Journals;
using CoinPilot.App.Replays;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;

namespace CoinPilot.App.Parity;

/// <summary>The replay of what paper trading recorded: it is held to the paper run's journal byte for byte, and so says the same or where it does not.</summary>
internal static class ReplayLeg
{
    /// <param name="input">What paper trading ran on.</param>
    /// <param name="folder">Paper trading's data folder.</param>
    /// <param name="onProgress">Told the share done.</param>
    public static (LegResult Leg, ReplayReport Report) Run(ParityInput input, string folder, Action<double> onProgress)
    {
        SessionReader session = SessionReader.Open(SessionFolder.List(DataFolder.SessionsOf(folder)).Single())
            ?? throw new ParityStoppedException("paper trading's recording has no beginning");
        using IJournalReader reader = new FilePlace(folder).OpenReader();
        RecordedJournal journal = new(reader, RecordedJournal.Endless);
        ReplayReport report = new SessionReplay([session], journal, input.Kinds, session.StartedAt, onProgress).Run();
        ILookup<string, JournalEvent> replayed = journal.All.Where(e => e.IsSame).Select(e => e.Recorded).ToLookup(e => e.EntityId, StringComparer.Ordinal);
        return (LegResult.Of("replay", entity => replayed[entity], input), report);
    }

    /// <summary>What paper trading journaled.</summary>
    public static LegResult ReadPaper(ParityInput input, string folder)
    {
        using IJournalReader reader = new FilePlace(folder).OpenReader();
        ILookup<string, JournalEvent> written = reader.ReadNew().ToLookup(e => e.EntityId, StringComparer.Ordinal);
        return LegResult.Of("paper", entity => written[entity], input);
    }
}
