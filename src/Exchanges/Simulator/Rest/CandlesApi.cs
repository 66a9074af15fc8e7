using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public calls for candles of one length: newest first, <c>to</c> exclusive, intervals without a trade left out.</summary>
internal sealed class CandlesApi(TradingFloor floor, CandleUnit unit)
{
    private const int MaxCandles = 200;
    private const int SecondsReachBackMonths = 3;

    public RestAnswer List(RestRequest request)
    {
        if (request.Get("market") is not { Length: > 0 } code)
            return RestErrors.MissingParameter;
        if (floor.Find(code) is not { } market)
            return RestErrors.CodeNotFound;
        int count = 1;
        if (request.Get("count") is { } countText && !int.TryParse(countText, out count))
            return RestErrors.TypeMismatch;
        Timestamp to = new(long.MaxValue);
        if (count is < 1 or > MaxCandles || (request.Get("to") is { Length: > 0 } toText && !WireTime.TryParse(toText, out to)))
            return RestErrors.InvalidParameter;
        IEnumerable<TapeCandle> candles = market.CandlesBefore(unit, to);
        if (unit == CandleUnit.Second)
        {
            Timestamp oldest = Timestamp.From(floor.Now.ToDateTimeOffset().AddMonths(-SecondsReachBackMonths));
            candles = candles.TakeWhile(c => c.Candle.OpenTime >= oldest);
        }
        bool isConverted = request.Get("converting_price_unit") is not null;
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            // One more than asked for: a day's candle names the close before it.
            TapeCandle[] taken = [.. candles.Take(count + 1)];
            for (int i = 0; i < Math.Min(count, taken.Length); i++)
                Write(json, market.Symbol, taken[i], i + 1 < taken.Length ? taken[i + 1].Candle.Close : taken[i].Candle.Open, isConverted);
            json.WriteEndArray();
        });
    }

    private void Write(Utf8JsonWriter json, Symbol symbol, in TapeCandle last, Price previousClose, bool isConverted)
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
        if (unit.Minutes is { } minutes)
            json.WriteNumber("unit", minutes);
        if (unit.NamesFirstDay)
            json.WriteString("first_day_of_period", WireTime.Date(candle.OpenTime));
        if (unit == CandleUnit.Day)
        {
            var change = new PriceChange(candle.Close, previousClose);
            json.WriteNumber("prev_closing_price", previousClose.ToDecimal());
            json.WriteNumber("change_price", Fixed.ToDecimal(change.SignedUnits));
            json.WriteNumber("change_rate", change.SignedRate);
            // Prices here are in KRW already.
            if (isConverted)
                json.WriteNull("converted_trade_price");
        }
        json.WriteEndObject();
    }
}
