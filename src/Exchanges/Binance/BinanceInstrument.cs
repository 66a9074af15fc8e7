using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>A market's rules for orders.</summary>
/// <param name="TickSize">Prices are multiples of it.</param>
/// <param name="StepSize">Quantities are multiples of it.</param>
/// <param name="MinNotional">The least value of an order, in quote currency.</param>
public sealed record BinanceInstrument(Symbol Symbol, bool IsTrading, Price TickSize, Quantity StepSize, Quantity MinQuantity, Money MinNotional)
{
    /// <summary>An element of <c>symbols</c> in <c>/api/v3/exchangeInfo</c>; null for a name that has other letters than capitals and digits.</summary>
    internal static BinanceInstrument? Read(JsonElement json)
    {
        if (!BinanceSymbol.TryRead(json.GetProperty("quoteAsset").GetString()!, json.GetProperty("baseAsset").GetString()!, out Symbol symbol))
            return null;
        Price tick = Price.None;
        Quantity step = Quantity.Zero, least = Quantity.Zero;
        Money notional = Money.Zero;
        foreach (JsonElement filter in json.GetProperty("filters").EnumerateArray())
        {
            switch (filter.GetProperty("filterType").GetString())
            {
                case "PRICE_FILTER":
                    tick = BinanceText.ReadPrice(filter.GetProperty("tickSize"));
                    break;
                case "LOT_SIZE":
                    step = BinanceText.ReadQuantity(filter.GetProperty("stepSize"));
                    least = BinanceText.ReadQuantity(filter.GetProperty("minQty"));
                    break;
                case "NOTIONAL" or "MIN_NOTIONAL":
                    notional = new Money(BinanceText.ReadQuantity(filter.GetProperty("minNotional")).Units);
                    break;
            }
        }
        return new BinanceInstrument(symbol, json.GetProperty("status").GetString() == "TRADING", tick, step, least, notional);
    }
}
