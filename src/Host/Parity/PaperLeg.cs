using CoinPilot.Actors.Trading;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Matching;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>
/// Paper trading of the real system on the real local exchange, over HTTP and WebSocket on loopback, with its journal and its recorded session. Only
/// time is driven. The folder then holds what any run's data folder does.
/// </summary>
internal sealed class PaperLeg(ParityInput input, string folder)
{
    /// <summary>By which progress tells of it.</summary>
    public const string Name = "paper trading";

    /// <summary>What a page of history takes at the venue's quota, and a little more.</summary>
    private static readonly TimeSpan PageTime = TimeSpan.FromMilliseconds(150);

    private const int CandlesInAPage = 200;

    /// <summary>
    /// How long after the opening the streams begin. The venue's status frames come every ten seconds from then on, and so one of them comes just when
    /// the client may take a minute's candle for final.
    /// </summary>
    private static readonly TimeSpan StreamDelay = UpbitOptions.UsualFinalDelay;

    /// <summary>That of the price steps which a backtest has, whatever the day of its candles.</summary>
    private static readonly DateOnly RulesDate = new(2025, 7, 31);

    private readonly List<string> _said = [];

    // How long before its market opens the process is there: its calls for history wait for the venue's quotas.
    private TimeSpan Early => TimeSpan.FromMinutes(1) + PageTime * input.Series.Sum(s => s.Candles.Count / CandlesInAPage + 1);

    /// <summary>The exchange's.</summary>
    public required VenueRules Rules { get; init; }

    /// <summary>Gives the account as it stands at the end. Throws <see cref="ParityStoppedException"/>.</summary>
    public async Task<AccountSnapshot> RunAsync(Action<double> onProgress, CancellationToken cancellation)
    {
        DrivenTime time = new(input.From - Early);
        using ReplayMarket tape = new([.. input.Series.Select(s => (s.Symbol, (IEnumerable<MarketData.Candle>)s.Candles))], input.From);
        await using LocalExchange exchange = await LocalExchange.StartAsync(OptionsFor(tape, time), cancellation);
        // The minute has begun when the system starts, so that all before it is history.
        while (exchange.Step(input.From))
        {
        }
        CountedContext context = new();
        Quiet quiet = new(exchange, context);
        using UpbitConnection connection = await context.Start(() => UpbitConnection.OpenAsync(
            exchange.Uri, new UpbitCredentials(PaperKeys.Access, PaperKeys.Secret), Say, cancellation, time));
        quiet.Client = connection.Counters;
        TurnstileMarket market = new(connection.Venue.Market, time, input.From + StreamDelay);
        await using IStoredJournal journal = new FilePlace(folder).Open(Say, static _ => { });
        RunSettings settings = SettingsFor(exchange.Uri);
        using SessionLog? recording = SessionRecording.Begin(settings, [], time, Say);
        Venue venue = connection.Venue with { Market = market, Execution = new DistantExecution(connection.Venue.Execution, input.Terms.Latency.Order, time) };
        TradingSystem system = new(settings, [], venue, journal, time, Say, recording);
        await using (system)
        {
            quiet.Engine = system.Engine;
            LockStep steps = new(time, exchange, market, quiet);
            return await Task.Factory.StartNew(
                () => Drive(steps, context, system, journal.JournalId, recording, moment => Show(moment, onProgress, cancellation)),
                cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private AccountSnapshot Drive(
        LockStep steps, CountedContext context, TradingSystem system, string journalId, SessionLog? recording, Action<Timestamp> onMoment)
    {
        Task started = context.Start(async () =>
        {
            await system.StartAsync(journalId, CancellationToken.None);
            return true;
        });
        steps.Pass(input.From + StreamDelay);
        Require(started.IsCompleted, $"did not start within {Early}");
        started.GetAwaiter().GetResult();
        steps.Play(input.LastMoment, onMoment);
        string? reason = system.WhyNotReadyAsync().GetAwaiter().GetResult();
        Require(reason is null, $"was not ready at the end, {reason}");
        Require(recording?.IsKept == true, "was not recorded to its end");
        AccountSnapshot account = system.GetStatusAsync().GetAwaiter().GetResult().Account;
        // What is under way still arrives, at a market that stands still, so that the system stops in order.
        steps.Pass(input.LastMoment + TimeSpan.FromSeconds(5));
        return account;
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ParityStoppedException($"paper trading {otherwise}: {string.Join("; ", _said)}");
    }

    private void Show(Timestamp moment, Action<double> onProgress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        onProgress(Math.Clamp((moment - input.From) / (input.End - input.From), 0, 1));
    }

    private LocalExchangeOptions OptionsFor(ReplayMarket tape, DrivenTime time) => new()
    {
        Source = tape, IsStepped = true, Time = time, Rules = Rules, RulesDate = RulesDate, OpeningCash = input.Options.Cash,
        Keys = new ExchangeKeys(PaperKeys.Access, PaperKeys.Secret),
    };

    // One worker: what one moment leads to then has one order.
    private RunSettings SettingsFor(Uri exchange) => new(
        folder, exchange, [.. input.Series.Select(s => s.Symbol)], input.Options.Strategies, input.Limits, 1, 0, input.Options.Cash, 0, null)
    {
        Workers = 1, SessionBytes = long.MaxValue / 2,
    };

    private void Say(string line)
    {
        lock (_said)
            _said.Add(line);
    }
}
