using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The last price against yesterday's close.</summary>
internal readonly record struct PriceChange(Price Last, Price Previous)
{
    private const int RatePlaces = 10;

    public static PriceChange Of(MarketTape tape) => new(tape.LastTrade.Price, tape.Day.PreviousClose);

    public long SignedUnits => Last.Units - Previous.Units;

    public string Name => Math.Sign(SignedUnits) switch { > 0 => "RISE", < 0 => "FALL", _ => "EVEN" };

    public decimal SignedRate => Math.Round((decimal)SignedUnits / Previous.Units, RatePlaces);
}
