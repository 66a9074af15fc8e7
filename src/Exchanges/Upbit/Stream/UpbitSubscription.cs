using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The one text frame that says what a connection wants; each replaces the one before.</summary>
internal static class UpbitSubscription
{
    /// <summary>Trades and one-minute candles, and books of at least that depth where it is above 0; snapshot first.</summary>
    public static byte[] MarketData(string ticket, IReadOnlyList<Symbol> symbols, int bookDepth)
    {
        string[] codes = [.. symbols.Select(s => s.Code)];
        List<object> parts = [new { ticket }, new { type = "trade", codes }, new { type = "candle.1m", codes }];
        if (bookDepth > 0)
            parts.Add(new { type = "orderbook", codes = codes.Select(c => $"{c}.{DepthFor(bookDepth)}") });
        return JsonSerializer.SerializeToUtf8Bytes<object[]>([.. parts, new { format = "DEFAULT" }]);
    }

    /// <summary>The account's orders in all markets, and its balances where they are wanted.</summary>
    public static byte[] Account(string ticket, bool withBalances)
    {
        List<object> parts = [new { ticket }, new { type = "myOrder" }];
        if (withBalances)
            parts.Add(new { type = "myAsset" });
        return JsonSerializer.SerializeToUtf8Bytes<object[]>([.. parts, new { format = "DEFAULT" }]);
    }

    /// <summary>The venue knows these depths alone.</summary>
    private static int DepthFor(int wanted) => wanted switch { 1 => 1, <= 5 => 5, <= 15 => 15, _ => 30 };
}
