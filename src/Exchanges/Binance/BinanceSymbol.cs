using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>The venue writes base and quote together, <c>BTCUSDT</c>; here it is <c>USDT-BTC</c>.</summary>
internal static class BinanceSymbol
{
    public static string ToVenue(Symbol symbol) => symbol.Base + symbol.Quote;

    /// <summary>As stream names have it.</summary>
    public static string ToStream(Symbol symbol) => ToVenue(symbol).ToLowerInvariant();

    /// <summary>False for the few whose names have other letters than capitals and digits.</summary>
    public static bool TryRead(string quoteAsset, string baseAsset, out Symbol symbol) => Symbol.TryParse($"{quoteAsset}-{baseAsset}", out symbol);
}
