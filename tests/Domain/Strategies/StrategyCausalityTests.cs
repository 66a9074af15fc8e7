using CoinPilot.MarketData;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>What a strategy wanted at a candle is what it wants had no candle followed, or others.</summary>
public sealed class StrategyCausalityTests
{
    public static TheoryData<string> Names => QuickSettings.Names;

    // What came before is the same run, so the last candle of each is enough.
    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_CutOffAtEveryCandle_WantsTheSameUntilThen(string name)
    {
        Candle[] candles = Series(name, 11);
        ILookup<Timestamp, string> whole = Run(name, candles);
        int first = name == "volatility-breakout" ? candles.Length - 200 : 1;

        for (int length = first; length <= candles.Length; length++)
        {
            ILookup<Timestamp, string> cut = Run(name, candles.AsSpan(0, length));
            Assert.Equal(whole[candles[length - 1].OpenTime], cut[candles[length - 1].OpenTime]);
            Assert.Equal(whole.TakeWhile(w => w.Key <= candles[length - 1].OpenTime).Sum(w => w.Count()), cut.Sum(w => w.Count()));
        }
        Assert.True(whole.Count > (name == "buy-and-hold" ? 0 : 5), $"{name} wanted something at {whole.Count} candles alone");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_WithOtherCandlesToFollow_WantsTheSameUntilThen(string name)
    {
        Candle[] candles = Series(name, 12);
        int cut = candles.Length * 2 / 3;
        Candle[] other = [.. candles.Select((c, i) => i < cut ? c : c with { Open = c.Low, Close = c.Low, High = c.Low })];
        Timestamp known = candles[cut].OpenTime;

        ILookup<Timestamp, string> first = Run(name, candles), second = Run(name, other);

        Assert.Equal(first.TakeWhile(w => w.Key < known).SelectMany(w => w), second.TakeWhile(w => w.Key < known).SelectMany(w => w));
        if (name != "buy-and-hold")
            Assert.NotEqual(first.SelectMany(w => w), second.SelectMany(w => w));
    }

    private static Candle[] Series(string name, int seed) =>
        [.. Candles.Walk(new Random(seed), name == "volatility-breakout" ? 3_500 : 1_000, oneGapIn: 40).Select(Positive)];

    // Intents by the candle that raised them, first to last.
    private static ILookup<Timestamp, string> Run(string name, ReadOnlySpan<Candle> candles)
    {
        PaperDesk desk = new(QuickSettings.Of(name).Create());
        List<(Timestamp At, string Text)> wanted = [];
        foreach (Candle candle in candles)
        {
            int before = desk.Wanted.Count;
            desk.Play(candle);
            for (int i = before; i < desk.Wanted.Count; i++)
                wanted.Add((candle.OpenTime, $"{desk.Wanted[i].At} {desk.Wanted[i].Intent.Kind} {desk.Wanted[i].Intent.Reason} {desk.Wanted[i].Intent.Terms}"));
        }
        return wanted.ToLookup(w => w.At, w => w.Text);
    }

    private static Candle Positive(Candle candle) => candle with { Low = Price.Max(candle.Low, Price.Of(1)) };
}
