using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Turns the bytes of single fields into values; numbers may stand as JSON numbers or as texts.</summary>
internal static class UpbitValues
{
    /// <summary>Longest run of digits that no ulong overflows on.</summary>
    private const int ShortNumber = 17;

    private static readonly long[] PowersOfTen =
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    public static bool TryPrice(ReadOnlySpan<byte> text, out Price price)
    {
        if (!TryShort(text, out long units))
            return Price.TryParse(text, out price);
        price = new Price(units);
        return units > 0;
    }

    /// <summary>Digits past the eighth place are cut off, as the venue does.</summary>
    public static bool TryQuantity(ReadOnlySpan<byte> text, out Quantity quantity)
    {
        quantity = default;
        if (TryShort(text, out long small))
        {
            quantity = Quantity.FromUnits(small);
            return true;
        }
        if (!Fixed.TryParseTruncating(text, out Int128 units) || units < 0)
            return false;
        quantity = Quantity.FromUnits(units);
        return true;
    }

    /// <summary>Digits past the eighth place are cut off.</summary>
    public static bool TryMoney(ReadOnlySpan<byte> text, out Money money)
    {
        bool ok = Fixed.TryParseTruncating(text, out Int128 units);
        money = new Money(units);
        return ok;
    }

    /// <summary>A whole number; the exponent spelling of one is accepted too.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length)
            return true;
        value = 0;
        if (!Fixed.TryParse(text, out Int128 units) || units % Fixed.One != 0 || Int128.Abs(units / Fixed.One) > long.MaxValue)
            return false;
        value = (long)(units / Fixed.One);
        return true;
    }

    /// <summary>Milliseconds since 1970; false when not positive or past the year 9999.</summary>
    public static bool TryMillis(ReadOnlySpan<byte> text, out Timestamp time)
    {
        bool ok = TryWhole(text, out long millis) && millis is > 0 and < 253_402_300_800_000;
        time = ok ? Timestamp.FromUnixMillis(millis) : Timestamp.None;
        return ok;
    }

    /// <summary>A ratio, such as 0.0125 for 1.25 %; finer than money and never added up.</summary>
    public static bool TryRatio(ReadOnlySpan<byte> text, out decimal ratio) =>
        Utf8Parser.TryParse(text, out ratio, out int used) && used == text.Length;

    public static bool TrySide(ReadOnlySpan<byte> text, out OrderSide side)
    {
        side = text.SequenceEqual("BID"u8) ? OrderSide.Buy : OrderSide.Sell;
        return side == OrderSide.Buy || text.SequenceEqual("ASK"u8);
    }

    /// <summary>The text of a field; null where it is absent, null, or not valid text.</summary>
    public static string? Text(ReadOnlySpan<byte> json, in UpbitFieldSet fields, UpbitField field) => Text(json, fields[field]);

    /// <inheritdoc cref="Text(ReadOnlySpan{byte}, in UpbitFieldSet, UpbitField)"/>
    public static string? Text(ReadOnlySpan<byte> json, UpbitSlot slot) => slot.Token switch
    {
        UpbitToken.Text or UpbitToken.Number => Encoding.UTF8.GetString(json.Slice(slot.Start, slot.Length)),
        UpbitToken.EscapedText => Unescape(json.Slice(slot.Start - 1, slot.Length + 2)),
        _ => null,
    };

    private static string? Unescape(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Plain notation of up to seventeen digits and eight places, which nearly every number is.</summary>
    private static bool TryShort(ReadOnlySpan<byte> text, out long units)
    {
        units = 0;
        if (text.Length is 0 or > ShortNumber + 1)
            return false;
        long value = 0;
        int point = -1;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
                value = value * 10 + digit;
            else if (text[i] == '.' && point < 0 && i > 0)
                point = i;
            else
                return false;
        }
        int places = point < 0 ? 0 : text.Length - point - 1;
        // 9e16 x 1e-8 is the largest price that a long holds.
        if (places > Fixed.Places || value > 92_233_720_368 * PowersOfTen[places])
            return false;
        units = value * PowersOfTen[Fixed.Places - places];
        return point < 0 || places > 0;
    }
}
