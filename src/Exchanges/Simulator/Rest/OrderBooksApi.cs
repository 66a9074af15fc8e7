using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public calls for order books.</summary>
internal sealed class OrderBooksApi(TradingFloor floor)
{
    private const int MaxLevels = 30;

    /// <summary>Codes may be lower case here; a grouping that a market does not take leaves it out.</summary>
    public RestAnswer Books(RestRequest request)
    {
        if (Markets(request, out RestAnswer? refusal) is not { } markets)
            return refusal!;
        int count = MaxLevels;
        if (request.Get("count") is { } countText && !int.TryParse(countText, out count))
            return RestErrors.TypeMismatch;
        Price level = Price.None;
        if (count < 1 || (request.Get("level") is { } levelText && levelText != "0" && !Price.TryParse(levelText, out level)))
            return RestErrors.InvalidParameter;
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            foreach (MarketTape market in markets.Where(m => m.HasTraded && (!level.IsSet || BookWindow.LevelsOf(m.Market).Contains(level))))
                WriteBook(json, market, level, Math.Min(count, Math.Min(MaxLevels, market.Market.Rules.Levels)));
            json.WriteEndArray();
        });
    }

    /// <summary>The tick at the current price and the groupings that a book may be asked for with.</summary>
    public RestAnswer Instruments(RestRequest request) => Markets(request, out RestAnswer? refusal) is not { } markets ? refusal! : RestAnswer.Json(json =>
    {
        json.WriteStartArray();
        foreach (MarketTape market in markets.Where(m => m.HasTraded))
        {
            json.WriteStartObject();
            json.WriteString("market", market.Symbol.Code);
            json.WriteString("quote_currency", market.Symbol.Quote);
            json.WriteString("tick_size", market.Market.Rules.Ticks.StepAt(market.Market.LastPrice).ToString());
            json.WriteStartArray("supported_levels");
            json.WriteStringValue("0");
            foreach (Price level in BookWindow.LevelsOf(market.Market))
                json.WriteStringValue(level.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private MarketTape[]? Markets(RestRequest request, out RestAnswer? refusal)
    {
        refusal = RestErrors.MissingParameter;
        if (request.Get("markets") is not { Length: > 0 } codes)
            return null;
        MarketTape?[] markets = [.. codes.Split(',').Select(c => floor.Find(c.ToUpperInvariant()))];
        refusal = RestErrors.CodeNotFound;
        return markets.Any(m => m is null) ? null : [.. markets.Select(m => m!)];
    }

    private static void WriteBook(Utf8JsonWriter json, MarketTape market, Price level, int count)
    {
        BookWindow book = BookWindow.Of(market.Market, level);
        json.WriteStartObject();
        json.WriteString("market", market.Symbol.Code);
        json.WriteNumber("timestamp", market.BookChangedAt.UnixMillis);
        json.WriteNumber("total_ask_size", book.AskTotal.ToDecimal());
        json.WriteNumber("total_bid_size", book.BidTotal.ToDecimal());
        json.WriteStartArray("orderbook_units");
        for (int i = 0; i < count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("ask_price", book.AskAt(i).Price.ToDecimal());
            json.WriteNumber("bid_price", book.BidAt(i).Price.ToDecimal());
            json.WriteNumber("ask_size", book.AskAt(i).Size.ToDecimal());
            json.WriteNumber("bid_size", book.BidAt(i).Size.ToDecimal());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("level", level.ToDecimal());
        json.WriteEndObject();
    }
}
