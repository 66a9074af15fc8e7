using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The one text frame that says what a connection wants; each replaces the one before.</summary>
internal static class UpbitSubscription
{
    /// <summary>Trades and one-minute candles, snapshot first.</summary>
    public static byte[] MarketData(string ticket, IReadOnlyList<Symbol> symbols)
    {
        string[] codes = [.. symbols.Select(s => s.Code)];
        return JsonSerializer.SerializeToUtf8Bytes<object[]>(
            [new { ticket }, new { type = "trade", codes }, new { type = "candle.1m", codes }, new { format = "DEFAULT" }]);
    }

    /// <summary>The account's orders in all markets.</summary>
    public static byte[] Orders(string ticket) =>
        JsonSerializer.SerializeToUtf8Bytes<object[]>([new { ticket }, new { type = "myOrder" }, new { format = "DEFAULT" }]);
}
