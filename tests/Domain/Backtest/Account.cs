using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>An account that two strategies trade at random in two symbols, its money counted here apart from the trades.</summary>
internal sealed record Account(IReadOnlyList<RoundTrip> Trades, EquityCurve Curve)
{
    public const int Hours = 24 * 40;

    private static readonly Symbol[] Symbols = [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH")];

    public BacktestStatistics Statistics => BacktestStatistics.Of([.. Trades], Curve);

    /// <param name="scale">Multiplies every quantity and the money at the start.</param>
    public static Account Of(Random random, int scale)
    {
        Fills fills = new();
        decimal cash = 1_000_000m * scale;
        decimal[] price = [1_000, 500];
        Dictionary<(int Symbol, string Strategy), decimal> held = [];
        List<EquityPoint> points = [];
        for (int hour = 0; hour <= Hours; hour++)
        {
            decimal invested = held.Sum(h => h.Value * price[h.Key.Symbol]);
            points.Add(new EquityPoint(Fills.At(60 * hour), Money.Of(cash + invested), Money.Of(invested), Money.Of(1_000m * scale * price[0])));
            if (hour == Hours)
                break;
            for (int i = 0; i < price.Length; i++)
                price[i] = Math.Max(50, price[i] + random.Next(-20, 21));
            if (random.Next(4) > 0)
                continue;
            (int Symbol, string Strategy) line = (random.Next(2), random.Next(2) == 0 ? "one" : "two");
            decimal have = held.GetValueOrDefault(line), at = price[line.Symbol], quantity = have > 0 && random.Next(3) > 0 ? have : random.Next(1, 50) * scale;
            bool buys = random.Next(2) == 0 || quantity > have;
            decimal fee = quantity * at / 2_000m;
            if (buys && cash < quantity * at + fee)
                continue;
            if (buys)
                fills.Buy(quantity, at, 60 * hour + 1, fee, at + random.Next(-2, 3), "in", line.Strategy, Symbols[line.Symbol]);
            else
                fills.Sell(quantity, at, 60 * hour + 1, fee, at + random.Next(-2, 3), $"out {random.Next(9)}", line.Strategy, Symbols[line.Symbol]);
            held[line] = have + (buys ? quantity : -quantity);
            cash += (buys ? -quantity : quantity) * at - fee;
        }
        IReadOnlyList<RoundTrip> trades = fills.Trades(symbol => Price.Of(price[Array.IndexOf(Symbols, symbol)]));
        return new Account(trades, new EquityCurve(points, new EquityCurve(points, 0).DeepestDrawdown?.Depth ?? 0));
    }
}
