using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>A market's price step at its current price, and the groupings that its book can be asked for.</summary>
public sealed record UpbitInstrument(Symbol Symbol, Price TickSize, ValueList<Money> Levels)
{
    private static readonly KeyTable Keys = new("market", "tick_size", "supported_levels");

    /// <summary>Null when a field is missing or unreadable.</summary>
    internal static UpbitInstrument? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var members = new JsonMembers(json, Keys, slots);
        if (!Symbol.TryParse(members.Text(0), out Symbol symbol) || !members.TryPrice(1, out Price tick))
            return null;
        List<Money> levels = [];
        if (members.Nested(2) is [(byte)'[', ..] list)
        {
            var elements = new JsonElements(list);
            while (elements.TryNext(out ReadOnlySpan<byte> level))
            {
                if (!UpbitValues.TryMoney(level is [(byte)'"', .., (byte)'"'] ? level[1..^1] : level, out Money value))
                    return null;
                levels.Add(value);
            }
        }
        return new UpbitInstrument(symbol, tick, ValueList<Money>.Of(levels));
    }
}
