using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads the answer of <c>/v1/market/all</c>.</summary>
internal static class UpbitMarkets
{
    private static readonly KeyTable Keys = new("market");

    /// <summary>The markets whose code is one; null where an element names none. Throws <see cref="System.Text.Json.JsonException"/> for no list.</summary>
    public static IReadOnlyList<Symbol>? TryRead(ReadOnlySpan<byte> json)
    {
        List<Symbol> markets = [];
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var elements = new JsonElements(json);
        while (elements.TryNext(out ReadOnlySpan<byte> element))
        {
            if (new JsonMembers(element, Keys, slots).Text(0) is not { } code)
                return null;
            if (Symbol.TryParse(code, out Symbol symbol))
                markets.Add(symbol);
        }
        return markets;
    }
}
