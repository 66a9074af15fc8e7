using CoinPilot.Backtest;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Tells a <see cref="TradeBook"/> of orders that were filled.</summary>
internal sealed class Fills
{
    public static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    public static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    private readonly TradeBook _book = new();
    private long _number;

    public IReadOnlyList<RoundTrip> Trades(decimal mark = 100) => Trades(_ => Price.Of(mark));

    public IReadOnlyList<RoundTrip> Trades(Func<Symbol, Price> markOf) => _book.Trades(markOf);

    public void Buy(decimal quantity, decimal price, int minute, decimal fee = 0, decimal? decided = null, string reason = "in", string strategy = "one", Symbol? symbol = null) =>
        Fill(Decide(OrderSide.Buy, decided ?? price, reason, strategy, symbol), quantity, price, minute, fee, symbol);

    public void Sell(decimal quantity, decimal price, int minute, decimal fee = 0, decimal? decided = null, string reason = "out", string strategy = "one", Symbol? symbol = null) =>
        Fill(Decide(OrderSide.Sell, decided ?? price, reason, strategy, symbol), quantity, price, minute, fee, symbol);

    public ClientOrderId Decide(OrderSide side, decimal decided, string reason, string strategy = "one", Symbol? symbol = null)
    {
        ClientOrderId id = new($"o{++_number}");
        Take(new OrderIntended(
            id, _number, symbol ?? Btc, strategy, side, OrderType.Market, TimeInForce.Gtc, Quantity.Of(1), Price.None, Money.Zero, Price.Of(decided), reason, Start), symbol);
        return id;
    }

    public void Fill(ClientOrderId order, decimal quantity, decimal price, int minute, decimal fee = 0, Symbol? symbol = null) => Take(
        new OrderExecuted(
            order, $"t{++_number}", Price.Of(price), Quantity.Of(quantity), Money.NotionalDown(Price.Of(price), Quantity.Of(quantity)), Money.Of(fee),
            LiquiditySide.Taker, At(minute)), symbol);

    public void Take(IPositionEvent @event, Symbol? symbol = null) => _book.Take(symbol ?? Btc, @event);

    public static Timestamp At(int minute) => Start + TimeSpan.FromMinutes(minute);
}
