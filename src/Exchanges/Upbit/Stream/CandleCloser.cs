using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Decides when a candle is final, and passes each on once, in order, with no hole. Final is a candle
/// when one of a later minute came for its symbol, or when the venue's clock passed its end by the delay.
/// After a (re)connect a symbol is held: what streams in waits until the candles missed have been fetched.
/// </summary>
internal sealed class CandleCloser
{
    /// <summary>Minutes kept for a held symbol; the oldest go first, since the fetch still to come brings them back.</summary>
    private const int MostHeld = 1440;

    private readonly SymbolState[] _symbols;
    private readonly VenueClock _clock;
    private readonly TimeSpan _delay;
    private readonly UpbitCounters _counters;
    private readonly Action<int, Candle> _onClosed;
    private Timestamp _nextDue = new(long.MaxValue);

    /// <param name="after">For each symbol, the last minute already known; none: begin with the minute in progress.</param>
    public CandleCloser(
        IReadOnlyList<Timestamp> after, TimeSpan delay, VenueClock clock, UpbitCounters counters, Action<int, Candle> onClosed)
    {
        (_clock, _delay, _counters, _onClosed) = (clock, delay, counters, onClosed);
        _symbols = [.. after.Select(t => new SymbolState { ClosedThrough = t })];
    }

    /// <summary>The last minute passed on or known before; none while the symbol has no start.</summary>
    public Timestamp KnownThrough(int symbol) => _symbols[symbol].ClosedThrough;

    /// <summary>Holds every symbol until it is released.</summary>
    public void HoldAll()
    {
        foreach (SymbolState state in _symbols)
            state.Held = [];
        _nextDue = new Timestamp(long.MaxValue);
    }

    /// <summary>An update from the stream. What its time makes final beyond that, <see cref="CloseDue"/> closes.</summary>
    public void OnUpdate(int symbol, in Candle candle)
    {
        SymbolState state = _symbols[symbol];
        if (state.Held is null)
        {
            Apply(symbol, state, candle, Source.Stream);
            return;
        }
        state.Held[candle.OpenTime] = candle;
        if (state.Held.Count > MostHeld)
            state.Held.Remove(state.Held.Keys[0]);
    }

    /// <summary>Ends a hold with what was fetched, oldest first: every candle after <see cref="KnownThrough"/>, the one in progress too.</summary>
    public void Release(int symbol, IEnumerable<Candle> fetched)
    {
        SymbolState state = _symbols[symbol];
        if (!state.ClosedThrough.IsSet && _clock.Latest.IsSet)
            state.ClosedThrough = _clock.Latest.FloorTo(UpbitTime.Minute) - UpbitTime.Minute;
        SortedList<Timestamp, Candle> held = state.Held ?? [];
        state.Held = null;
        foreach (Candle candle in fetched)
            Apply(symbol, state, candle, Source.Fetched);
        foreach (Candle candle in held.Values)
            Apply(symbol, state, candle, Source.Held);
        if (state.Pending is { } pending)
            NoteDue(pending);
        CloseDue(_clock.Latest);
    }

    /// <summary>Closes what has become final by the venue's time <paramref name="now"/>.</summary>
    public void CloseDue(Timestamp now)
    {
        if (now < _nextDue)
            return;
        _nextDue = new Timestamp(long.MaxValue);
        for (int i = 0; i < _symbols.Length; i++)
        {
            SymbolState state = _symbols[i];
            if (state.Held is not null || state.Pending is not { } pending)
                continue;
            if (Due(pending) <= now)
                Close(i, state, pending);
            else
                NoteDue(pending);
        }
    }

    private void Apply(int symbol, SymbolState state, in Candle candle, Source source)
    {
        if (!state.ClosedThrough.IsSet)
            state.ClosedThrough = candle.OpenTime - UpbitTime.Minute;
        if (candle.OpenTime <= state.ClosedThrough)
        {
            // A reconnect's snapshot may repeat the last one as it was; that is no late change.
            if (source == Source.Stream && candle != state.LastClosed)
                _counters.Add(UpbitCount.LateCandles);
            return;
        }
        // States of one minute may come in any order; volume only grows, so less of it is older.
        if (state.Pending is not { } pending)
            SetPending(state, candle);
        else if (candle.OpenTime > pending.OpenTime)
        {
            Close(symbol, state, pending);
            SetPending(state, candle);
        }
        else if (candle.OpenTime < pending.OpenTime)
            Pass(symbol, state, candle);
        else if (candle.Volume >= pending.Volume)
            SetPending(state, candle);
    }

    private void SetPending(SymbolState state, in Candle candle)
    {
        state.Pending = candle;
        if (state.Held is null)
            NoteDue(candle);
    }

    private void Close(int symbol, SymbolState state, in Candle pending)
    {
        state.Pending = null;
        Pass(symbol, state, pending);
    }

    private void Pass(int symbol, SymbolState state, in Candle candle)
    {
        state.ClosedThrough = candle.OpenTime;
        state.LastClosed = candle;
        _onClosed(symbol, candle);
    }

    private Timestamp Due(in Candle candle) => candle.OpenTime + UpbitTime.Minute + _delay;

    private void NoteDue(in Candle candle)
    {
        Timestamp due = Due(candle);
        if (due < _nextDue)
            _nextDue = due;
    }

    private enum Source { Stream, Fetched, Held }

    private sealed class SymbolState
    {
        public Timestamp ClosedThrough { get; set; }

        public Candle LastClosed { get; set; }

        public Candle? Pending { get; set; }

        public SortedList<Timestamp, Candle>? Held { get; set; }
    }
}
