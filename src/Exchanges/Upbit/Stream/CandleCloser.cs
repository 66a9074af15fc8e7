using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Decides when a candle is final, and passes each on once, in order, with no hole. Final is a candle when the venue's clock passed its end by the
/// delay; one of a later minute is no proof, since updates may come late. Should trades be missing in it even then, or the candle itself, or was
/// the line down for a part of it, then the symbol is held and fetched. After a (re)connect every symbol is held too: what streams in waits until the candles missed
/// have been fetched.
/// </summary>
internal sealed class CandleCloser
{
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

    /// <summary>A symbol is held since its candles lack trades: fetch them and <see cref="Release"/> it.</summary>
    public Action<int> FetchNeeded { get; init; } = static _ => { };

    /// <summary>The last minute passed on or known before; none while the symbol has no start.</summary>
    public Timestamp KnownThrough(int symbol) => _symbols[symbol].ClosedThrough;

    /// <summary>Holds every symbol until it is released.</summary>
    public void HoldAll()
    {
        foreach (SymbolState state in _symbols)
        {
            Hold(state);
            state.HadGap = true;
        }
        _nextDue = new Timestamp(long.MaxValue);
    }

    /// <summary>A trade that was not seen before, in whatever order.</summary>
    public void OnTrade(int symbol, in Trade trade)
    {
        SymbolState state = _symbols[symbol];
        if (state.Minutes.TryAddTrade(trade))
            return;
        Timestamp open = trade.Time.FloorTo(UpbitTime.Minute);
        if (state.ClosedThrough.IsSet && open > state.ClosedThrough && state.Minutes.AddTrade(open, trade.Quantity))
            NoteDue(state);
    }

    /// <summary>An update from the stream. What its time makes final beyond that, <see cref="CloseDue"/> closes.</summary>
    public void OnUpdate(int symbol, in Candle candle)
    {
        SymbolState state = _symbols[symbol];
        if (!state.IsHeld && !state.ClosedThrough.IsSet)
            state.ClosedThrough = candle.OpenTime - UpbitTime.Minute;
        if (state.ClosedThrough.IsSet && candle.OpenTime <= state.ClosedThrough)
        {
            // A reconnect's snapshot may repeat the last one as it was; that is no late change.
            if (!state.IsHeld && candle != state.LastClosed)
                _counters.Add(UpbitCount.LateCandles);
            return;
        }
        if (state.Minutes.AddState(candle))
            NoteDue(state);
    }

    /// <summary>Ends a hold with what was fetched, oldest first: every candle after <see cref="KnownThrough"/>, the one in progress too.</summary>
    public void Release(int symbol, IReadOnlyList<Candle> fetched)
    {
        SymbolState state = _symbols[symbol];
        if (!state.ClosedThrough.IsSet && _clock.Latest.IsSet)
            state.ClosedThrough = _clock.Latest.FloorTo(UpbitTime.Minute) - UpbitTime.Minute;
        foreach (Candle candle in fetched)
            state.Minutes.AddState(candle);
        Timestamp end = FetchedUntil(state, fetched);
        state.Minutes.MarkFetched(end);
        state.IsHeld = false;
        if (!state.ClosedThrough.IsSet && state.Minutes.Count > 0)
            state.ClosedThrough = state.Minutes.FirstOpen - UpbitTime.Minute;
        while (state.Minutes.Count > 0 && (state.Minutes.FirstOpen <= state.ClosedThrough || state.Minutes.FirstOpen < end))
            PassFirst(symbol, state);
        if (state.HadGap)
            state.Minutes.MarkPartial();
        state.HadGap = false;
        NoteDue(state);
        CloseDue(_clock.Latest);
    }

    /// <summary>Closes what has become final by the venue's time <paramref name="now"/>.</summary>
    public void CloseDue(Timestamp now)
    {
        if (now < _nextDue)
            return;
        _nextDue = new Timestamp(long.MaxValue);
        for (int i = 0; i < _symbols.Length; i++)
            CloseSymbol(i, _symbols[i], now);
    }

    private void CloseSymbol(int symbol, SymbolState state, Timestamp now)
    {
        while (!state.IsHeld && state.Minutes.Count > 0 && Due(state.Minutes.FirstOpen) <= now)
        {
            if (state.Minutes.First.IsDoubtful)
                Fetch(symbol, state);
            else
                PassFirst(symbol, state);
        }
        NoteDue(state);
    }

    private void Fetch(int symbol, SymbolState state)
    {
        Hold(state);
        _counters.Add(UpbitCount.FetchedLateCandles);
        FetchNeeded(symbol);
    }

    private void PassFirst(int symbol, SymbolState state)
    {
        Timestamp open = state.Minutes.FirstOpen;
        Candle? candle = state.Minutes.First.Candle;
        state.Minutes.RemoveFirst();
        if (candle is not { } closed || open <= state.ClosedThrough)
            return;
        state.ClosedThrough = open;
        state.LastClosed = closed;
        _onClosed(symbol, closed);
    }

    private void Hold(SymbolState state) => (state.IsHeld, state.AskedAt) = (true, _clock.Latest);

    // Minutes whose end and delay had passed when the venue was asked, and those before the last that it told, are final whatever trades were seen.
    private Timestamp FetchedUntil(SymbolState state, IReadOnlyList<Candle> fetched)
    {
        Timestamp ended = state.AskedAt.IsSet ? (state.AskedAt - _delay).FloorTo(UpbitTime.Minute) : Timestamp.None;
        return fetched.Count > 0 && fetched[^1].OpenTime > ended ? fetched[^1].OpenTime : ended;
    }

    private Timestamp Due(Timestamp open) => open + UpbitTime.Minute + _delay;

    private void NoteDue(SymbolState state)
    {
        if (state.IsHeld || state.Minutes.Count == 0)
            return;
        Timestamp due = Due(state.Minutes.FirstOpen);
        if (due < _nextDue)
            _nextDue = due;
    }

    private sealed class SymbolState
    {
        public Timestamp ClosedThrough { get; set; }

        public Candle LastClosed { get; set; }

        public bool IsHeld { get; set; }

        public bool HadGap { get; set; }

        /// <summary>The venue's time when the hold began, before anything was asked.</summary>
        public Timestamp AskedAt { get; set; }

        public OpenMinutes Minutes { get; } = new();
    }
}
