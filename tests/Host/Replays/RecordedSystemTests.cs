using CoinPilot.App.Journals;
using CoinPilot.App.Replays;
using CoinPilot.App.Run;
using CoinPilot.Risk;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Replays;

/// <summary>
/// The running system in this process, on several workers, against an exchange that drops sockets, repeats trades and leaves orders without an
/// answer; restarted; then replayed, as it was and with what must not go unnoticed.
/// </summary>
public sealed class RecordedSystemTests : IDisposable
{
    private const string Faults = """
        { "seed": 7, "faults": [
          { "fault": "duplicate_trade", "probability": 0.05 },
          { "fault": "slow_answer", "group": "order", "ms": 150, "probability": 0.2 },
          { "fault": "accept_unanswered", "endpoint": "POST /v1/orders", "probability": 0.1 },
          { "fault": "answer_status", "endpoint": "POST /v1/orders", "status": 503, "probability": 0.05 },
          { "fault": "drop_socket", "socket": "private", "count": 2, "after_s": 600 },
          { "fault": "drop_socket", "socket": "public", "count": 2, "after_s": 900 } ] }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly Symbol[] Symbols = [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH"), Symbol.Parse("KRW-XRP")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_OfASystemUnderFaultsAndRestarted_IsTheSameAndChangesAreFound()
    {
        await using (LocalMarket market = await LocalMarket.StartAsync(
            _folder.In("exchange"), Symbols, seed: 3, speed: 600, Money.Of(10_000_000), port: 0, new LocalMarketSettings { Faults = Faults }))
        {
            await TradeAsync(market, fills: 12);
            await TradeAsync(market, fills: 8);
        }

        ReplayReport same = Replay(DataFolder.SessionsOf(_folder.Path));
        Assert.True(same.IsSame, $"{same.Difference} {same.Problem}");
        Assert.True(same.Orders >= 20);
        Assert.Equal([true, true], same.Sessions.Select(s => s.EndedInOrder));

        ReplayReport withoutOneFrame = Replay(Rewrite(keep: (i, count) => i != count / 2));
        Assert.False(withoutOneFrame.IsSame);
        Assert.True(withoutOneFrame.Difference is not null || withoutOneFrame.Problem is not null);

        ReplayReport otherParameter = Replay(Rewrite(setup: s => s with
        {
            Strategies = [.. s.Strategies.Select(x => x with { Parameters = new Dictionary<string, string>(x.Parameters) { ["slow"] = "9" } })],
        }));
        Assert.False(otherParameter.IsSame);
        Assert.True(otherParameter.Orders < same.Orders);
    }

    private async Task TradeAsync(LocalMarket market, long fills)
    {
        List<string> said = [];
        void Say(string line)
        {
            lock (said)
                said.Add(line);
        }

        StrategyChoice strategy = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string> { ["fast"] = "1", ["slow"] = "3" });
        RunSettings settings = new(_folder.Path, market.Address, Symbols, [strategy], RiskLimits.SizesOnly, 600, 3, Money.Of(10_000_000), 0, null)
        {
            Workers = 3, SessionBytes = 1_000_000_000,
        };
        await using IStoredJournal journal = JournalPlace.Choose(_folder.Path, databaseFile: null).Open(Say, static _ => { });
        using UpbitConnection connection = await UpbitConnection.OpenAsync(market.Address, UpbitConnection.FindKeys(market.Address, null), Say, CancellationToken.None);
        using SessionLog? recording = SessionRecording.Begin(settings, Symbols, TimeProvider.System, Say);
        await using TradingSystem system = new(settings, Symbols, connection.Venue, journal, TimeProvider.System, Say, recording);
        await system.StartAsync(journal.JournalId, CancellationToken.None);
        long before = (await system.GetStatusAsync()).Counts.Fills;
        await Until.TrueAsync(async () => (await system.GetStatusAsync()).Counts.Fills >= before + fills, Limit, () => string.Join('\n', said));
        Assert.True(recording!.IsKept);
    }

    private ReplayReport Replay(string sessions)
    {
        SessionReader[] readers = [.. SessionFolder.List(sessions).Select(s => SessionReader.Open(s)!)];
        using IJournalReader reader = JournalPlace.Choose(_folder.Path, databaseFile: null).OpenReader();
        return new SessionReplay(readers, new RecordedJournal(reader, RecordedJournal.Endless), StrategyCatalog.All, readers[0].StartedAt, static _ => { }).Run();
    }

    // The sessions once more, sound in form, without a frame or with another setup.
    private string Rewrite(Func<int, int, bool>? keep = null, Func<SessionSetup, SessionSetup>? setup = null)
    {
        string folder = _folder.In(Path.GetRandomFileName());
        foreach (string session in SessionFolder.List(DataFolder.SessionsOf(_folder.Path)))
        {
            SessionReader reader = SessionReader.Open(session)!;
            (int Worker, byte[] Entries)[] frames = [.. reader.ReadFrames().Select(f => (f.Worker, f.Entries.ToArray()))];
            SessionSetup then = SessionSetup.Of(reader);
            using SessionLog log = SessionLog.Begin(
                new SessionLogOptions(folder, 1L << 40, TimeSpan.FromDays(1), new StoppedTime(reader.StartedAt)) { FreeBytes = 0 }, (setup?.Invoke(then) ?? then).ToJson());
            for (int i = 0; i < frames.Length; i++)
            {
                if (keep?.Invoke(i, frames.Length) != false)
                    log.Write(frames[i].Worker, frames[i].Entries);
            }
        }
        return folder;
    }

    private sealed class StoppedTime(Timestamp at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at.ToDateTimeOffset();
    }
}
