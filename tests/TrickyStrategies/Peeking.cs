using System.Collections.Concurrent;
using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.TrickyStrategies;

/// <summary>
/// Cheats: writes every close down where the next run finds it, and from then on buys before a rise that it knows of. The first time it trades by the
/// minute alone, so that it has orders to be checked.
/// </summary>
public sealed class Peeking : Strategy, IStrategyKind
{
    private const int Ahead = 7;

    private static readonly ConcurrentDictionary<long, double> Closes = new();

    public static StrategyDescriptor Descriptor { get; } = new("peeking", "cheats", [], _ => new Peeking());

    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        long minute = candle.OpenTime.UnixMillis / 60_000;
        double close = candle.Close.ToDouble();
        Closes[minute] = close;
        bool rises = Closes.TryGetValue(minute + Ahead, out double later) ? later > close : minute % 60 < 30;
        if (rises == view.IsLong)
            return null;
        return new Intent(rises ? IntentKind.Enter : IntentKind.Exit, "as I know");
    }
}
