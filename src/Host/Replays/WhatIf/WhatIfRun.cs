using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary><c>coinpilot replay --set</c>: recorded sessions with other parameters, and how their trades differ.</summary>
internal static class WhatIfRun
{
    /// <summary>Throws <see cref="Cli.UsageException"/> for changes that cannot be, and what reading sessions and journal throws.</summary>
    public static async Task<WhatIfReport> RunAsync(
        IReadOnlyList<SessionReader> readers, IJournalReader journal, IReadOnlyList<StrategyDescriptor> kinds, IEnumerable<string> set, Timestamp from, Timestamp to,
        Action<double> progress)
    {
        (SessionReader, SessionSetup)[] sessions = [.. readers.Select(r => (r, SessionSetup.Of(r)))];
        ParameterChanges changes = ParameterChanges.Read(set, [.. sessions.Select(s => s.Item2)]);
        List<JournalEvent> recorded = [.. journal.ReadAll().Where(e => e.EventTime < to)];
        await using InMemoryJournal instead = new();
        WhatIfReplay replay = new(sessions, recorded, instead, kinds, changes, to, progress);
        IReadOnlyList<JournalEvent> replayed = await replay.RunAsync();
        IReadOnlyList<TradePair> pairs = TradePair.Of(TradesOf(recorded, from), TradesOf(replayed, from));
        Money difference = TradeTotals.ProfitOf(pairs.Select(p => p.Replayed).OfType<ReplayedTrade>())
            - TradeTotals.ProfitOf(pairs.Select(p => p.Recorded).OfType<ReplayedTrade>());
        return new WhatIfReport(
            readers[0].StartedAt.ToString(), from.ToString(), to == RecordedJournal.Endless ? null : to.ToString(), [.. pairs.Select(ModelOf)],
            TradeTotals.Of(pairs.Select(p => p.Recorded).OfType<ReplayedTrade>()), TradeTotals.Of(pairs.Select(p => p.Replayed).OfType<ReplayedTrade>()),
            difference.ToString(), replay.AnsweredAsRecorded, replay.AnsweredByModel);
    }

    private static ReplayedTrade[] TradesOf(IReadOnlyList<JournalEvent> journal, Timestamp from) =>
        [.. ReplayedTrade.In(journal).Where(t => t.OpenedAt >= from || !t.ClosedAt.IsSet || t.ClosedAt >= from)];

    private static TradeDifference ModelOf(TradePair pair) => new(
        WhatIfReport.NameOf(pair.Match), pair.Either.Symbol.Code, pair.Either.Strategy, TradeModel.Of(pair.Recorded), TradeModel.Of(pair.Replayed));
}
