using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;

namespace CoinPilot.Tests.Strategies;

/// <summary>What a strategy wanted at a candle is what it wants had no candle followed.</summary>
public sealed class StrategyCausalityTests
{
    public static TheoryData<string> Names => [.. StrategyCatalog.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_CutOffAtEveryCandle_WantsTheSameUntilThen(string name)
    {
        List<Candle> candles = Candles.Walk(new Random(11), 3_500, oneGapIn: 40);
        (string?[] whole, _) = Run(name, candles, candles.Count);

        // What came before is the same run, so the last candle of each is enough.
        for (int length = 1; length <= candles.Count; length += length < 2_000 ? 37 : 1)
        {
            (string?[] cut, _) = Run(name, candles, length);
            Assert.Equal(whole[length - 1], cut[length - 1]);
        }
        Assert.Contains(whole, wanted => wanted is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_WithOtherCandlesToFollow_WantsTheSameUntilThen(string name)
    {
        List<Candle> candles = Candles.Walk(new Random(12), 6_000, oneGapIn: 40);
        Candle[] other = [.. candles.Select((c, i) => i < 4_000 ? c : c with { Open = c.Low, Close = c.Low, High = c.Low })];

        (string?[] first, int wanted) = Run(name, candles, candles.Count);
        (string?[] second, _) = Run(name, other, other.Length);

        Assert.True(wanted > 3);
        Assert.Equal(first[..4_000], second[..4_000]);
        Assert.NotEqual(first, second);
    }

    private static (string?[] Reasons, int Wanted) Run(string name, IReadOnlyList<Candle> candles, int length)
    {
        StrategyFeed feed = new(StrategyCatalog.Choose(name, new Dictionary<string, string>()).Create());
        string?[] reasons = new string?[length];
        StrategyView view = default;
        for (int i = 0; i < length; i++)
        {
            Intent? intent = feed.OnCandle(candles[i], view);
            reasons[i] = intent is null ? null : $"{intent.Kind} {intent.Reason}";
            if (intent is not null)
                view = intent.Kind == IntentKind.Enter ? Desk.Long(candles[i].OpenTime) : default;
        }
        return (reasons, reasons.Count(r => r is not null));
    }
}
