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
    /// <summary>How long before its market opens the process is there: its calls for history wait for the venue's quotas.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long after the opening the streams begin. The venue's status frames come every ten seconds from then on, and so one of them comes just when
    /// the client may take a minute's candle for final.
    /// </summary>
    private static readonly TimeSpan StreamDelay = UpbitOptions.UsualFinalDelay;

    private readonly List<string> _said = [];

    /// <summary>The exchange's rules; a check of the check itself gives it others than the backtest's.</summary>
    public VenueRules Rules { get; init; } = input.Terms.Rules;

    /// <summary>What the run said.</summary>
    public IReadOnlyList<string> Said => _said;

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
            await Task.Factory.StartNew(
                () => Drive(steps, context, () => system.StartAsync(journal.JournalId, cancellation), moment => Show(moment, onProgress, cancellation)),
                cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (await system.WhyNotReadyAsync() is { } reason)
                throw new ParityStoppedException($"paper trading was not ready at the end: {reason}");
            if (recording?.IsKept != true)
                throw new ParityStoppedException($"paper trading was not recorded to its end: {string.Join("; ", _said)}");
            return (await system.GetStatusAsync()).Account;
        }
    }

    private void Drive(LockStep steps, CountedContext context, Func<Task> start, Action<Timestamp> onMoment)
    {
        Timestamp streams = input.From + StreamDelay;
        Task started = context.Start(async () =>
        {
            await start();
            return true;
        });
        steps.Pass(streams, () => false);
        if (!started.IsCompleted)
            throw new ParityStoppedException($"paper trading did not start within {Early}: {string.Join("; ", _said)}");
        started.GetAwaiter().GetResult();
        // Where a backtest ends: the last candle is known, and what it leads to finds no market any more.
        steps.Play(input.End + input.Terms.Latency.Candle, onMoment);
    }

    private void Show(Timestamp moment, Action<double> onProgress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        onProgress(Math.Clamp((moment - input.From) / (input.End - input.From), 0, 1));
    }

    private LocalExchangeOptions OptionsFor(ReplayMarket tape, DrivenTime time) => new()
    {
        Source = tape, IsStepped = true, Time = time, Rules = Rules, OpeningCash = input.Options.Cash,
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
