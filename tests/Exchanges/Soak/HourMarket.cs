using CoinPilot.Exchanges.Simulator;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Soak;

/// <summary>A made-up market whose tape ends a while after its opening, so that all is quiet in the end.</summary>
internal sealed class HourMarket(SyntheticMarket market, Timestamp end) : IMarketSource
{
    public IReadOnlyList<Symbol> Symbols => market.Symbols;

    public bool WaitsForConsumers => false;

    public VenueRules RulesOf(int index, VenueRules rules) => market.RulesOf(index, rules);

    public Timestamp Start(Timestamp now) => market.Start(now);

    public bool TryNext(out TapeTrade next) => market.TryNext(out next) && next.Trade.Time < end;
}
