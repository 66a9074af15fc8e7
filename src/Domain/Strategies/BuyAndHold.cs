using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// The reference that others are measured against: buys once, on the first closed candle on which risk allows it, and holds. What somebody
/// else sells of it is not bought again.
/// </summary>
public sealed class BuyAndHold(decimal sizePercent) : Strategy, IStrategyKind
{
    private bool _bought;

    public static StrategyDescriptor Descriptor { get; } = new(
        "buy-and-hold", "buys once and holds: the reference for the others",
        [new StrategyParameter("size", 100, 1, 100, IsWhole: false, "percent of the standard size")],
        settings => new BuyAndHold(settings.Number("size")));

    public override int WarmUpMinutes => 1;

    public override int StateVersion => 1;

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        if (view.IsLong && !_bought)
        {
            _bought = true;
            Remember();
        }
        return _bought ? null : new Intent(IntentKind.Enter, $"nothing was bought yet; close {candle.Close}")
        {
            Conditions = Explain(view),
            Terms = sizePercent == 100m ? IntentTerms.Plain : IntentTerms.Plain with { Share = sizePercent / 100m },
        };
    }

    public override ValueList<Condition> Explain(in StrategyView view) => ValueList<Condition>.Of([Condition.That("nothing was bought yet", !_bought)]);

    public override void Save(StateWriter state) => state.Write("bought", _bought);

    public override void Load(StateReader state) => _bought = state.ReadBool("bought");
}
