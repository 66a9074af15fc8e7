using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public calls for tickers. A market that has not traded yet is left out.</summary>
internal sealed class TickersApi(TradingFloor floor)
{
    /// <summary>One unknown market fails the whole call.</summary>
    public RestAnswer Named(RestRequest request)
    {
        if (request.Get("markets") is not { Length: > 0 } codes)
            return RestErrors.MissingParameter;
        MarketTape?[] markets = [.. codes.Split(',').Select(floor.Find)];
        return markets.Any(m => m is null) ? RestErrors.CodeNotFound : Answer(markets.Select(m => m!));
    }

    /// <summary>All markets of the quote currencies.</summary>
    public RestAnswer All(RestRequest request) => request.Get("quote_currencies") is { Length: > 0 } quotes
        ? Answer(floor.Markets.Where(m => quotes.Split(',').Contains(m.Symbol.Quote)))
        : RestErrors.MissingParameter;

    private static RestAnswer Answer(IEnumerable<MarketTape> markets) => RestAnswer.Json(json =>
    {
        json.WriteStartArray();
        foreach (MarketTape market in markets.Where(m => m.HasTraded))
            WriteTicker(json, market);
        json.WriteEndArray();
    });

    private static void WriteTicker(Utf8JsonWriter json, MarketTape market)
    {
        Trade trade = market.LastTrade;
        PriceChange change = PriceChange.Of(market);
        json.WriteStartObject();
        json.WriteString("market", market.Symbol.Code);
        json.WriteString("trade_date", WireTime.PlainDate(trade.Time, TimeSpan.Zero));
        json.WriteString("trade_time", WireTime.PlainTime(trade.Time, TimeSpan.Zero));
        json.WriteString("trade_date_kst", WireTime.PlainDate(trade.Time, Timestamp.KstOffset));
        json.WriteString("trade_time_kst", WireTime.PlainTime(trade.Time, Timestamp.KstOffset));
        json.WriteNumber("trade_timestamp", trade.Time.UnixMillis);
        json.WriteNumber("opening_price", market.Day.Open.ToDecimal());
        json.WriteNumber("high_price", market.Day.High.ToDecimal());
        json.WriteNumber("low_price", market.Day.Low.ToDecimal());
        json.WriteNumber("trade_price", trade.Price.ToDecimal());
        json.WriteNumber("prev_closing_price", change.Previous.ToDecimal());
        json.WriteString("change", change.Name);
        json.WriteNumber("change_price", Fixed.ToDecimal(Math.Abs(change.SignedUnits)));
        json.WriteNumber("change_rate", Math.Abs(change.SignedRate));
        json.WriteNumber("signed_change_price", Fixed.ToDecimal(change.SignedUnits));
        json.WriteNumber("signed_change_rate", change.SignedRate);
        json.WriteNumber("trade_volume", trade.Quantity.ToDecimal());
        json.WriteNumber("acc_trade_price", market.Day.Value.ToDecimal());
        json.WriteNumber("acc_trade_price_24h", market.Value24.ToDecimal());
        json.WriteNumber("acc_trade_volume", market.Day.Volume.ToDecimal());
        json.WriteNumber("acc_trade_volume_24h", market.Volume24.ToDecimal());
        json.WriteNumber("highest_52_week_price", market.Highest.Price.ToDecimal());
        json.WriteString("highest_52_week_date", WireTime.Date(market.Highest.Time));
        json.WriteNumber("lowest_52_week_price", market.Lowest.Price.ToDecimal());
        json.WriteString("lowest_52_week_date", WireTime.Date(market.Lowest.Time));
        json.WriteNumber("timestamp", trade.Time.UnixMillis);
        json.WriteEndObject();
    }
}
