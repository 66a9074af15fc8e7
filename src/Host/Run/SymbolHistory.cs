using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Views;
using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What a symbol that starts must be told of the time before.</summary>
internal sealed class SymbolHistory(RunSettings settings, IMarketDataVenue market, IActorEngine engine, Action<string> say)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How far back missed prices are looked through for stops.</summary>
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromDays(7);

    // Before every candle: a venue without any history, as at the start of a replay, is followed from its first one.
    private static readonly Timestamp Beginning = new(1);

    /// <summary>Hands history to the strategies before the first live candle; gives where it ends, for the stream to go on from.</summary>
    public async Task<Timestamp> WarmUpAsync(Symbol symbol, ActorRef marketActor, CandleView view, CancellationToken cancellation)
    {
        if (!settings.Symbols.Contains(symbol))
            return Timestamp.None;
        int count = History.CandlesFor(settings.ChoicesOf(symbol), settings.Limits);
        IReadOnlyList<Candle> candles = await market.GetCandlesAsync(symbol, before: null, count, cancellation);
        foreach (Candle candle in candles)
            view.Take(candle);
        engine.Tell(marketActor, new WarmUp(candles));
        return candles.Count > 0 ? candles[^1].OpenTime : Beginning;
    }

    /// <summary>What traded since the symbol's newest event is looked through for stops that nobody watched.</summary>
    public async Task ResumeWatchAsync(Symbol symbol, ActorRef position, Timestamp since, CancellationToken cancellation)
    {
        PositionBook book = (await engine.Ask<BookSnapshot>(position, new GetBook(), AskTimeout)).Book;
        if (!since.IsSet || !book.WaitingOrders.Any(o => o.Side == OrderSide.Sell))
            return;
        TimeSpan away = engine.Now - since;
        if (away > LongestAbsence)
            say($"{symbol}: nobody watched its stops for {away.TotalDays:F1} days; the last {LongestAbsence.TotalDays:F0} are looked through");
        int minutes = (int)Math.Ceiling(Math.Min(away.TotalMinutes, LongestAbsence.TotalMinutes));
        if (minutes > 0)
            engine.Tell(position, new ResumeWatch(since, await market.GetCandlesAsync(symbol, before: null, minutes, cancellation)));
    }
}
