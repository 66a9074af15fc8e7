using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using CoinPilot.Clustering.Engine;

namespace CoinPilot.Clustering.Market;

/// <summary>
/// The way of market data from a venue's stream to the market actors of this node, as a graph of Akka.Streams: the stream, begun anew with backoff
/// whenever it ends; a bounded buffer; a way of its own for each symbol, on which trades conflate while the actor is busy; the
/// actor, which is handed the next events once it has taken in the last. A symbol that is slow holds up no other.
/// </summary>
public sealed class MarketGraph : IAsyncDisposable
{
    private const double BackoffJitter = 0.2;

    private readonly AkkaEngine _engine;
    private readonly AkkaRef[] _markets;
    private readonly Func<MarketInlet, CancellationToken, Task> _stream;
    private readonly CancellationTokenSource _stop = new();
    private readonly UniqueKillSwitch _switch;
    private readonly Task _ended;
    private Task _pump = Task.CompletedTask;
    private int _begun;

    /// <param name="engine">Whose actors they are.</param>
    /// <param name="markets">Of this node; their places are the symbols' numbers.</param>
    /// <param name="stream">Streams into the inlet until it is cancelled, ends or fails; called again whenever it did, each time on a thread of the pool.</param>
    /// <param name="options">Its bounds.</param>
    public MarketGraph(
        AkkaEngine engine, IReadOnlyList<ActorRef> markets, Func<MarketInlet, CancellationToken, Task> stream, MarketGraphOptions? options = null)
    {
        options ??= new MarketGraphOptions();
        _engine = engine;
        _markets = [.. markets.Select(AkkaRef.Of)];
        _stream = stream;
        (_switch, _ended) = RestartSource.WithBackoff(() => OneStream(options.Buffer), RestartSettings.Create(options.MinBackoff, options.MaxBackoff, BackoffJitter))
            .ViaMaterialized(KillSwitches.Single<MarketTick>(), Keep.Right)
            .Via(BySymbol(options.TradesKept))
            .ToMaterialized(Sink.Ignore<NotUsed>(), Keep.Both)
            .Run(engine.System.Materializer());
    }

    /// <summary>How often the stream was begun anew.</summary>
    public int Restarts => Math.Max(0, Volatile.Read(ref _begun) - 1);

    /// <summary>Returns when all that was taken in is with the actors, and nothing more comes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Volatile.Read(ref _pump).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _switch.Shutdown();
        await _ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Source<MarketTick, NotUsed> OneStream(int buffer) =>
        Source.Queue<MarketTick>(buffer, OverflowStrategy.Backpressure).MapMaterializedValue(queue =>
        {
            Interlocked.Increment(ref _begun);
            Volatile.Write(ref _pump, Task.Run(() => PumpAsync(queue)));
            return NotUsed.Instance;
        });

    // What was taken in is handed on, however the stream ends: whoever begins it anew begins behind that.
    private async Task PumpAsync(ISourceQueueWithComplete<MarketTick> queue)
    {
        try
        {
            await _stream(new MarketInlet(queue), _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception failure)
        {
            _engine.Report(_engine.DeadLetters, failure);
        }
        queue.Complete();
        await queue.WatchCompletionAsync();
    }

    private Flow<MarketTick, NotUsed, NotUsed> BySymbol(int tradesKept) => (Flow<MarketTick, NotUsed, NotUsed>)Flow.Create<MarketTick>()
        .GroupBy(Math.Max(1, _markets.Length), tick => tick.Symbol)
        .ConflateWithSeed(tick => new MarketRun(tick.Symbol, tradesKept, _engine.Counters).Add(tick), static (run, tick) => run.Add(tick))
        .SelectAsync(1, DeliverAsync)
        .MergeSubstreams();

    private async Task<NotUsed> DeliverAsync(MarketRun run)
    {
        MarketBatch batch = new(run.Events);
        AkkaRef market = _markets[run.Symbol];
        market.Tell(batch, _engine.DeadLetters.Target);
        await batch.Taken;
        return NotUsed.Instance;
    }
}
