using System.Globalization;
using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public call for the latest trades, newest first; it remembers at least the last 2,000 of each market.</summary>
internal sealed class TradesApi(TradingFloor floor)
{
    private const int MaxTrades = 500;
    private const int MaxDaysAgo = 7;

    public RestAnswer List(RestRequest request)
    {
        if (request.Get("market") is not { Length: > 0 } code)
            return RestErrors.MissingParameter;
        if (floor.Find(code) is not { } market)
            return RestErrors.CodeNotFound;
        int count = 1, daysAgo = 0;
        long cursor = long.MaxValue;
        if ((request.Get("count") is { } countText && !int.TryParse(countText, out count)) ||
            (request.Get("days_ago") is { } daysText && !int.TryParse(daysText, out daysAgo)) ||
            (request.Get("cursor") is { } cursorText && !long.TryParse(cursorText, out cursor)))
            return RestErrors.TypeMismatch;
        if (count is < 1 or > MaxTrades || daysAgo is < 0 or > MaxDaysAgo || (request.Get("days_ago") is not null && daysAgo == 0) ||
            Before(request.Get("to"), daysAgo) is not { } before)
            return RestErrors.InvalidParameter;
        Timestamp day = Midnight(daysAgo);
        IEnumerable<(Trade Trade, Price PreviousClose)> trades = market.Trades.Reverse()
            .SkipWhile(t => t.Trade.Time >= before || t.Trade.SequentialId >= cursor).TakeWhile(t => t.Trade.Time >= day).Take(count);
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            foreach ((Trade trade, Price previousClose) in trades)
                Write(json, market.Symbol, trade, previousClose);
            json.WriteEndArray();
        });
    }

    /// <summary>Up to which time of the day; its end when no time is given, null for what is none.</summary>
    private Timestamp? Before(string? to, int daysAgo)
    {
        if (to is null)
            return Midnight(daysAgo) + TimeSpan.FromDays(1);
        return TimeOnly.TryParseExact(to, ["HHmmss", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? Midnight(daysAgo) + time.ToTimeSpan()
            : null;
    }

    private Timestamp Midnight(int daysAgo) => floor.Now.FloorTo(TimeSpan.FromDays(1)) - TimeSpan.FromDays(daysAgo);

    private static void Write(Utf8JsonWriter json, Symbol symbol, in Trade trade, Price previousClose)
    {
        json.WriteStartObject();
        json.WriteString("market", symbol.Code);
        json.WriteString("trade_date_utc", WireTime.Date(trade.Time));
        json.WriteString("trade_time_utc", WireTime.Time(trade.Time));
        json.WriteNumber("timestamp", trade.Time.UnixMillis);
        json.WriteNumber("trade_price", trade.Price.ToDecimal());
        json.WriteNumber("trade_volume", trade.Quantity.ToDecimal());
        json.WriteNumber("prev_closing_price", previousClose.ToDecimal());
        json.WriteNumber("change_price", Fixed.ToDecimal(trade.Price.Units - previousClose.Units));
        json.WriteString("ask_bid", trade.Taker == OrderSide.Sell ? "ASK" : "BID");
        json.WriteNumber("sequential_id", trade.SequentialId);
        json.WriteEndObject();
    }
}
