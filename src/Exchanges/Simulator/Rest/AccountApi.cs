using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The private calls about the account.</summary>
internal sealed class AccountApi(TradingFloor floor)
{
    /// <summary>KRW, then the coins that are held, in the order of the markets.</summary>
    public RestAnswer List(RestRequest request) => RestAnswer.Json(json =>
    {
        json.WriteStartArray();
        WriteCash(json);
        foreach (VenueMarket market in floor.Core.Markets.Where(m => !(m.Free + m.Locked).IsZero))
            WriteCoins(json, market);
        json.WriteEndArray();
    });

    public RestAnswer Chance(RestRequest request)
    {
        if (request.Get("market") is not { } code || floor.Find(code) is not { } tape)
            return RestErrors.Of(VenueError.MarketNotFound, OrderSide.Buy);
        VenueRules rules = tape.Market.Rules;
        string fee = Fixed.Format(rules.Fee.PartsPerMillion * (Fixed.One / 1_000_000));
        return RestAnswer.Json(json =>
        {
            json.WriteStartObject();
            foreach (string name in (string[])["bid_fee", "ask_fee", "maker_bid_fee", "maker_ask_fee"])
                json.WriteString(name, fee);
            WriteMarket(json, tape.Symbol, rules);
            json.WritePropertyName("bid_account");
            WriteCash(json);
            json.WritePropertyName("ask_account");
            WriteCoins(json, tape.Market);
            json.WriteEndObject();
        });
    }

    private static void WriteMarket(Utf8JsonWriter json, Symbol symbol, VenueRules rules)
    {
        json.WriteStartObject("market");
        json.WriteString("id", symbol.Code);
        json.WriteString("name", $"{symbol.Base}/{symbol.Quote}");
        WriteTexts(json, "order_types", ["limit"]);
        WriteTexts(json, "order_sides", ["ask", "bid"]);
        WriteTexts(json, "bid_types", ["best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "price"]);
        WriteTexts(json, "ask_types", ["best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "market"]);
        WriteSide(json, "bid", symbol.Quote, rules);
        WriteSide(json, "ask", symbol.Base, rules);
        json.WriteString("max_total", rules.MaximumTotal.ToString());
        json.WriteString("state", "active");
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, string currency, VenueRules rules)
    {
        json.WriteStartObject(name);
        json.WriteString("currency", currency);
        json.WriteString("min_total", rules.MinimumTotal.ToString());
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ReadOnlySpan<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private void WriteCash(Utf8JsonWriter json) =>
        WriteAccount(json, "KRW", floor.Core.FreeCash.ToString(), floor.Core.LockedCash.ToString(), Price.None, isModified: true);

    private static void WriteCoins(Utf8JsonWriter json, VenueMarket market) =>
        WriteAccount(json, market.Symbol.Base, market.Free.ToString(), market.Locked.ToString(), market.AverageBuyPrice, isModified: false);

    private static void WriteAccount(Utf8JsonWriter json, string currency, string free, string locked, Price average, bool isModified)
    {
        json.WriteStartObject();
        json.WriteString("currency", currency);
        json.WriteString("balance", free);
        json.WriteString("locked", locked);
        json.WriteString("avg_buy_price", average.ToString());
        json.WriteBoolean("avg_buy_price_modified", isModified);
        json.WriteString("unit_currency", "KRW");
        json.WriteEndObject();
    }
}
