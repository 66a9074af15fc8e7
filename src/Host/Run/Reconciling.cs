using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>The books of a running system's symbols, and their reconciliation: at start, after every reconnect, every minute, and when asked.</summary>
internal sealed class Reconciling : IAsyncDisposable
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    private readonly IActorEngine _engine;
    private readonly Reconciler _reconciler;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly ConcurrentDictionary<Symbol, ActorRef> _positions = [];
    private readonly string _quote;
    private readonly Dictionary<Symbol, string> _alerts = [];
    private string? _cashAlert;
    private readonly CancellationTokenSource _stop = new();
    private Task _rounds = Task.CompletedTask;

    public Reconciling(IExecutionVenue venue, IActorEngine engine, Timestamp openedAt, ActorRef portfolio, string quote, TimeProvider time, Action<string> say)
    {
        _engine = engine;
        _time = time;
        _say = say;
        _quote = quote;
        _reconciler = new Reconciler(venue, engine, openedAt, portfolio, quote) { Alert = Alert, AlertCash = AlertCash };
    }

    public void Add(Symbol symbol, ActorRef position)
    {
        _positions[symbol] = position;
        _reconciler.Add(symbol, position);
    }

    /// <summary>The symbol runs elsewhere from now on.</summary>
    public void Remove(Symbol symbol)
    {
        _reconciler.Remove(symbol);
        _positions.TryRemove(symbol, out _);
    }

    public void Start() => _rounds = _reconciler.KeepAsync(_time, _stop.Token);

    /// <summary>The connection is there again: what happened meanwhile is asked for at once.</summary>
    public void OnConnection(ConnectionState state)
    {
        if (state == ConnectionState.Connected && !_stop.IsCancellationRequested)
            _ = RunAsync(accepted: null);
    }

    /// <summary>True for a market that is traded here, and for the currency of the cash.</summary>
    public bool Knows(string code) => code == _quote || _positions.Keys.Any(s => s.Code == code);

    /// <summary>The currency of the account's cash.</summary>
    public string Quote => _quote;

    /// <summary>One round, now.</summary>
    public Task<ReconciledRound> RunAsync(string? accepted) => _reconciler.RunAsync(accepted, _stop.Token);

    /// <summary>Every symbol's orders and positions as they stand.</summary>
    public async Task<IReadOnlyList<PositionBook>> GetBooksAsync()
    {
        List<PositionBook> books = [];
        foreach ((Symbol _, ActorRef position) in _positions.OrderBy(p => p.Key))
            books.Add((await _engine.Ask<BookSnapshot>(position, new GetBook(), AskTimeout)).Book);
        return books;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _rounds.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void AlertCash(string reason)
    {
        if (Interlocked.Exchange(ref _cashAlert, reason) != reason)
            _say($"ALERT the account may only reduce: {reason}. coinpilot positions reconcile shows it, --accept {_quote} accepts it");
    }

    private void Alert(Symbol symbol, string reason)
    {
        if (_alerts.TryGetValue(symbol, out string? known) && known == reason)
            return;
        _alerts[symbol] = reason;
        _say($"ALERT {symbol} may only reduce: {reason}. coinpilot positions reconcile shows it, --accept {symbol} accepts it");
    }
}
