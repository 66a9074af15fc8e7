using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public call that lists markets.</summary>
internal sealed class MarketsApi(TradingFloor floor)
{
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
}
