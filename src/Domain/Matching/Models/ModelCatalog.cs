using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>The models that come with CoinPilot. A new one is one more entry in its family.</summary>
public static class ModelCatalog
{
    private const int PpmInOne = 1_000_000;
    private const int PpmInABasisPoint = 100;
    private const int PpmInAPercent = 10_000;

    private static readonly ModelParameter VolumeShare = new(
        "volume_share", 0.25m, 0.000001m, 1m, Places: 6, "", "share of a trade's volume that our orders get together");

    /// <summary>Which of the limits that rest a trade of others fills.</summary>
    public static ModelFamily Fill { get; } = new("fill", "which of the limits that rest a trade fills, and how much of them",
    [
        new("through", "a trade beyond the limit, by a share of its volume", [VolumeShare],
            static (m, t) => WithFill(t, new ThroughFill(m.PartsPerMillion("volume_share", PpmInOne)))),
        new("touch", "a trade at the limit or beyond, by a share of its volume", [VolumeShare],
            static (m, t) => WithFill(t, new TouchFill(m.PartsPerMillion("volume_share", PpmInOne)))),
        new("queue", "a trade at the limit once those before the order are served, or beyond it, by a share of its volume",
            [VolumeShare, new("ahead", 1m, 0m, 100m, Places: 6, "levels", "what stands before an order that comes to rest, in what a level of the book holds")],
            static (m, t) => WithFill(t, new QueueFill(m.PartsPerMillion("volume_share", PpmInOne), m.PartsPerMillion("ahead", PpmInOne)))),
    ]);

    /// <summary>How far from the last trade takers fill.</summary>
    public static ModelFamily Slippage { get; } = new("slippage", "how far from the last trade market orders fill",
    [
        new("book", "a spread in ticks, then levels a tick apart that an order walks through",
            [
                new("spread_ticks", 1, 0, 1000, Places: 0, "ticks", "from the last trade to the best price"),
                new("levels", 30, 1, 1000, Places: 0, "levels", "on each side; a market order that does not fit is refused"),
                new("level_funds", 20_000_000, 1, 1_000_000_000_000, Places: 0, "KRW", "resting at each level"),
            ],
            static (m, t) => t with
            {
                Rules = t.Rules with
                {
                    FlatSlippage = null, SpreadTicks = (int)m.Values["spread_ticks"], Levels = (int)m.Values["levels"], LevelFunds = Money.Of(m.Values["level_funds"]),
                },
            }),
        new("fixed", "a share of the price, whatever the size",
            [new("bps", 5, 0, 5_000, Places: 2, "bps", "of the last trade's price, in hundredths of a percent")],
            static (m, t) => t with { Rules = t.Rules with { FlatSlippage = m.PartsPerMillion("bps", PpmInABasisPoint) } }),
        new("none", "the last trade's price, whatever the size: better than any venue", [], static (_, t) => t with { Rules = t.Rules with { FlatSlippage = 0 } }),
    ]);

    /// <summary>What a fill pays.</summary>
    public static ModelFamily Fee { get; } = new("fee", "what the venue takes of every fill",
    [
        new("upbit", "0.05 % of both sides, as Upbit's KRW markets", [], static (_, t) => WithFee(t, FeeRate.UpbitKrw, null)),
        new("fixed", "a percentage for makers and one for takers",
            [
                new("maker", 0.05m, 0m, 10m, Places: 4, "%", "of a limit that rested"),
                new("taker", 0.05m, 0m, 10m, Places: 4, "%", "of an order that took"),
            ],
            static (m, t) => WithFee(t, new FeeRate(m.PartsPerMillion("taker", PpmInAPercent)), new FeeRate(m.PartsPerMillion("maker", PpmInAPercent)))),
        new("none", "nothing", [], static (_, t) => WithFee(t, default, null)),
    ]);

    /// <summary>How long orders travel and candles take to be final.</summary>
    public static ModelFamily Latency { get; } = new("latency", "how long orders travel and candles take to be known",
    [
        new("fixed", "the same time always; a candle is known when a live one is final",
            [
                new("order_ms", 100, 0, 10_000, Places: 0, "ms", "from an order's sending to its arrival, and back"),
                new("candle_ms", 2_000, 0, 30_000, Places: 0, "ms", "from a minute's end to its candle being known"),
            ],
            static (m, t) => t with { Latency = new Latency(m.Millis("order_ms"), m.Millis("candle_ms")) }),
        new("none", "no time: an order that a candle's close decides fills at that close", [], static (_, t) => t with { Latency = default }),
    ]);

    /// <summary>In the order in which they are applied and shown.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } = [Fill, Slippage, Fee, Latency];

    private static ExecutionTerms WithFill(ExecutionTerms terms, FillModel fill) => terms with { Rules = terms.Rules with { Fill = fill } };

    private static ExecutionTerms WithFee(ExecutionTerms terms, FeeRate taker, FeeRate? maker) =>
        terms with { Rules = terms.Rules with { Fee = taker, MakerFee = maker } };
}
