using CoinPilot.App.Cli;
using CoinPilot.App.Journals;
using CoinPilot.App.Replays;
using CoinPilot.App.Replays.WhatIf;
using CoinPilot.App.Run;
using CoinPilot.Risk;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Tests.Run;
using CoinPilot.Values;

namespace CoinPilot.Tests.Replays;

/// <summary>A recorded run whose prices go up and down by the minute, replayed with other parameters.</summary>
public sealed class WhatIfReplayTests : IDisposable
{
    private const int Trades = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_WithParametersAsTheyWere_TradesTheSame()
    {
        await RecordAsync();

        WhatIfReport report = await ReplayAsync("ma-cross.slow=2", "risk.max_positions=0");

        Assert.Equal(Trades, report.Trades.Count);
        Assert.All(report.Trades, t => Assert.Equal("same", t.Match));
        Assert.Equal("0", report.ProfitDifference);
        Assert.Equal((2 * Trades, 0L), (report.AnsweredAsRecorded, report.AnsweredByModel));
        Assert.Equal(report.Recorded, report.Replayed);
    }

    // Half the money: the same trades at other sizes, filled by the model.
    [Fact]
    public async Task Replay_WithHalfTheSize_ChangesEveryTrade()
    {
        await RecordAsync();

        WhatIfReport report = await ReplayAsync("risk.max_order_percent=10");

        Assert.Equal(Trades, report.Trades.Count(t => t.Match == "changed"));
        Assert.All(report.Trades, t => Assert.InRange(Number(t.Replayed!.Quantity) / Number(t.Recorded!.Quantity), 0.4m, 0.6m));
        Assert.Equal((0L, 2 * Trades), (report.AnsweredAsRecorded, report.AnsweredByModel));
        Assert.NotEqual("0", report.ProfitDifference);
    }

    [Fact]
    public async Task Replay_WithAStrategyThatSeesNothing_LeavesTheRecordedTradesAlone()
    {
        await RecordAsync();

        WhatIfReport report = await ReplayAsync("ma-cross.slow=200");

        Assert.Equal(Trades, report.Trades.Count(t => t.Match == "only recorded"));
        Assert.Equal(0, report.Replayed.Trades);
    }

    [Fact]
    public async Task Set_OfWhatDoesNotExist_IsRefusedAndNamed()
    {
        await RecordAsync();
        foreach ((string set, string error) in new[]
        {
            ("ma-cross.slo=9", "did you mean 'slow'?"), ("ma-crss.slow=9", "did you mean 'ma-cross'?"), ("risk.max_position=2", "did you mean 'max_positions'?"),
        })
            Assert.Contains(error, (await Assert.ThrowsAsync<UsageException>(() => ReplayAsync(set))).Message, StringComparison.Ordinal);
    }

    // Up, a buy; down, a sell; each is filled before the next minute closes.
    private async Task RecordAsync()
    {
        StrategyChoice strategy = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string> { ["fast"] = "1", ["slow"] = "2" });
        RunSettings settings = new(_folder.Path, null, [Btc], [strategy], RiskLimits.SizesOnly, 1, 1, Money.Of(10_000_000), 0, null) { SessionBytes = 1_000_000_000 };
        FakeVenue venue = new();
        await using IStoredJournal journal = JournalPlace.Choose(_folder.Path, databaseFile: null).Open(static _ => { }, static _ => { });
        using SessionLog? recording = SessionRecording.Begin(settings, [], TimeProvider.System, static _ => { });
        await using TradingSystem system = new(
            settings, [], new Venue(venue, venue, static () => new Dictionary<string, long>()), journal, TimeProvider.System, static _ => { }, recording);
        await system.StartAsync(journal.JournalId, CancellationToken.None);
        await venue.CloseMinuteAsync(Price.Of(1_000));
        await venue.CloseMinuteAsync(Price.Of(990));
        for (int fills = 1; fills <= 2 * Trades; fills++)
        {
            await venue.CloseMinuteAsync(Price.Of(fills % 2 == 1 ? 1_100 : 1_000));
            await Until.TrueAsync(async () => (await system.GetStatusAsync()).Counts.Fills >= fills, Limit, () => $"fill {fills} does not come");
        }
    }

    private async Task<WhatIfReport> ReplayAsync(params string[] set)
    {
        SessionReader[] sessions = [.. SessionFolder.List(DataFolder.SessionsOf(_folder.Path)).Select(s => SessionReader.Open(s)!)];
        using IJournalReader journal = JournalPlace.Choose(_folder.Path, databaseFile: null).OpenReader();
        return await WhatIfRun.RunAsync(sessions, journal, StrategyCatalog.All, set, sessions[0].StartedAt, RecordedJournal.Endless, static _ => { });
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
