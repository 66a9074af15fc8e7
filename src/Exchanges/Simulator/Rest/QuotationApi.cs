using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public REST calls.</summary>
internal sealed class QuotationApi(TradingFloor floor)
{
    private const int MaxCandles = 200;

    private static readonly Dictionary<string, (string Korean, string English)> Names = new(StringComparer.Ordinal)
    {
        ["BTC"] = ("비트코인", "Bitcoin"),
        ["ETH"] = ("이더리움", "Ethereum"),
        ["XRP"] = ("엑스알피(리플)", "XRP"),
        ["SOL"] = ("솔라나", "Solana"),
        ["DOGE"] = ("도지코인", "Dogecoin"),
    };

    public RestAnswer Markets(RestRequest request)
    {
        bool details = (request.Get("is_details") ?? request.Get("isDetails")) is "true";
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            foreach (MarketTape market in floor.Markets)
                WriteMarket(json, market.Symbol, details);
            json.WriteEndArray();
        });
    }

    /// <summary>Newest first; <c>to</c> is exclusive. Minutes without a trade are left out.</summary>
    public RestAnswer MinuteCandles(RestRequest request)
    {
        if (request.Get("market") is not { Length: > 0 } code)
            return RestErrors.MissingParameter;
        if (floor.Find(code) is not { } market)
            return RestErrors.CodeNotFound;
        int count = 1;
        if (request.Get("count") is { } countText && !int.TryParse(countText, out count))
            return RestErrors.TypeMismatch;
        if (count is < 1 or > MaxCandles)
            return RestErrors.InvalidParameter;
        int end = market.Candles.Count;
        if (request.Get("to") is { Length: > 0 } toText)
        {
            if (!WireTime.TryParse(toText, out Timestamp to))
                return RestErrors.InvalidParameter;
            end = market.CountBefore(to);
        }
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            for (int i = end - 1; i >= Math.Max(0, end - count); i--)
                WriteCandle(json, market.Symbol, market.Candles[i]);
            json.WriteEndArray();
        });
    }

    /// <summary>One unknown market fails the whole call; one that has not traded yet is left out.</summary>
    public RestAnswer Tickers(RestRequest request)
    {
        if (request.Get("markets") is not { Length: > 0 } codes)
            return RestErrors.MissingParameter;
        MarketTape?[] markets = [.. codes.Split(',').Select(floor.Find)];
        if (markets.Any(m => m is null))
            return RestErrors.CodeNotFound;
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            foreach (MarketTape market in markets.Where(m => m!.HasTraded).Select(m => m!))
                WriteTicker(json, market);
            json.WriteEndArray();
        });
    }

    private static void WriteMarket(Utf8JsonWriter json, Symbol symbol, bool details)
    {
        (string korean, string english) = Names.GetValueOrDefault(symbol.Base, (symbol.Base, symbol.Base));
        json.WriteStartObject();
        json.WriteString("market", symbol.Code);
        json.WriteString("korean_name", korean);
        json.WriteString("english_name", english);
        if (details)
            WriteMarketEvent(json);
        json.WriteEndObject();
    }

    private static void WriteMarketEvent(Utf8JsonWriter json)
    {
        json.WriteStartObject("market_event");
        json.WriteBoolean("warning", false);
        json.WriteStartObject("caution");
        foreach (string caution in (string[])
            ["PRICE_FLUCTUATIONS", "TRADING_VOLUME_SOARING", "DEPOSIT_AMOUNT_SOARING", "GLOBAL_PRICE_DIFFERENCES", "CONCENTRATION_OF_SMALL_ACCOUNTS"])
            json.WriteBoolean(caution, false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCandle(Utf8JsonWriter json, Symbol symbol, in TapeCandle last)
    {
        Candle candle = last.Candle;
        json.WriteStartObject();
        json.WriteString("market", symbol.Code);
        json.WriteString("candle_date_time_utc", WireTime.Utc(candle.OpenTime));
        json.WriteString("candle_date_time_kst", WireTime.Kst(candle.OpenTime));
        json.WriteNumber("opening_price", candle.Open.ToDecimal());
        json.WriteNumber("high_price", candle.High.ToDecimal());
        json.WriteNumber("low_price", candle.Low.ToDecimal());
        json.WriteNumber("trade_price", candle.Close.ToDecimal());
        json.WriteNumber("timestamp", last.LastMillis);
        json.WriteNumber("candle_acc_trade_price", last.Value.ToDecimal());
        json.WriteNumber("candle_acc_trade_volume", candle.Volume.ToDecimal());
        json.WriteNumber("unit", 1);
        json.WriteEndObject();
    }

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
