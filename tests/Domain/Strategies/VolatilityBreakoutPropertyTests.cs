using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

public sealed class VolatilityBreakoutPropertyTests
{
    [Fact]
    public void OnCandle_AnySeries_EqualsTheDefinition() => Property.Holds(60, random =>
    {
        List<Candle> candles = Candles.Walk(random, 400, oneGapIn: 12);
        decimal k = random.Next(50, 1500) / 1000m;
        Desk desk = new(new VolatilityBreakout(k));

        foreach (Candle candle in candles)
            desk.Candle(candle);

        Assert.Equal(ByDefinition(candles, k), desk.Intents);
    });

    [Fact]
    public void OnCandle_OtherFuture_ChangesNothingBeforeIt() => Property.Holds(60, random =>
    {
        List<Candle> candles = Candles.Walk(random, 400, oneGapIn: 12);
        int cut = random.Next(candles.Count);
        Desk whole = new(new VolatilityBreakout(0.3m)), other = new(new VolatilityBreakout(0.3m));

        for (int i = 0; i < candles.Count; i++)
        {
            whole.Candle(candles[i]);
            other.Candle(i < cut ? candles[i] : Candles.Flat(0, 1_000_000) with { OpenTime = candles[i].OpenTime });
        }

        Timestamp known = candles[cut].OpenTime;
        Assert.Equal(whole.Intents.Where(x => x.At < known), other.Intents.Where(x => x.At < known));
    });

    private static List<(Timestamp, IntentKind)> ByDefinition(List<Candle> candles, decimal k)
    {
        Dictionary<long, List<Candle>> days = candles.GroupBy(c => c.OpenTime.UnixMicros / 86_400_000_000).ToDictionary(d => d.Key, d => d.ToList());
        List<(Timestamp, IntentKind)> intents = [];
        long boughtOn = -1;
        foreach ((long day, List<Candle> today) in days.OrderBy(d => d.Key))
        {
            decimal? target = days.TryGetValue(day - 1, out List<Candle>? yesterday)
                ? today[0].Open.ToDecimal() + k * (yesterday.Max(c => c.High).ToDecimal() - yesterday.Min(c => c.Low).ToDecimal())
                : null;
            bool tried = false;
            foreach (Candle candle in today)
            {
                if (boughtOn >= 0 && boughtOn < day)
                {
                    intents.Add((candle.OpenTime, IntentKind.Exit));
                    boughtOn = -1;
                }
                else if (!tried && boughtOn < 0 && candle.High.ToDecimal() >= target)
                {
                    intents.Add((candle.OpenTime, IntentKind.Enter));
                    boughtOn = day;
                    tried = true;
                }
            }
        }
        return intents;
    }
}
