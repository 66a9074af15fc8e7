using System.Buffers;
using System.Runtime.CompilerServices;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// The fast reader: an object of plain keys and plain values without white space, escapes or nesting, which is how the venue writes trades and candles.
/// Whatever it does not know it declines, and <see cref="NestedObjectReader"/> decides. What it accepts is valid JSON.
/// </summary>
internal static class FlatObjectReader
{
    private static readonly SearchValues<byte> TextEnd = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(c => (byte)c)]);

    /// <summary>Reads one object alone in the frame, or alone in a list. False: not read, <paramref name="fields"/> is then meaningless.</summary>
    public static bool TryReadFrame(ReadOnlySpan<byte> json, ref UpbitFieldSet fields)
    {
        if (json.Length < 2)
            return false;
        if (json[0] == '{')
            return TryReadObject(json, 0, ref fields, out int end) && end == json.Length;
        return json[0] == '[' && TryReadObject(json, 1, ref fields, out int last)
            && last == json.Length - 1 && json[last] == ']';
    }

    private static bool TryReadObject(ReadOnlySpan<byte> json, int at, ref UpbitFieldSet fields, out int end)
    {
        end = 0;
        if (json[at] != '{')
            return false;
        (byte[] Text, UpbitField Field)[] usual = UpbitKeys.UsualAfter(json[at..]);
        int next = 0;
        do
        {
            at++;
            UpbitField field;
            if ((uint)next < (uint)usual.Length && at < json.Length && json[at..].StartsWith(usual[next].Text))
            {
                at += usual[next].Text.Length;
                field = usual[next].Field;
                if (at >= json.Length)
                    return false;
            }
            else if (!TryReadKey(json, ref at, out field))
                return false;
            next++;
            if (!TryReadValue(json, ref at, field, ref fields))
                return false;
        }
        while (json[at] == ',');
        end = at + 1;
        return json[at] == '}';
    }

    private static bool TryReadKey(ReadOnlySpan<byte> json, ref int at, out UpbitField field)
    {
        field = UpbitField.None;
        if ((uint)at >= (uint)json.Length || json[at] != '"')
            return false;
        int start = at + 1;
        int length = json[start..].IndexOf((byte)'"');
        if (length < 0)
            return false;
        ReadOnlySpan<byte> key = json.Slice(start, length);
        if (!UpbitKeys.TryFind(key, out field) && key.ContainsAny(TextEnd))
            return false;
        at = start + length + 2;
        return at < json.Length && json[at - 1] == ':';
    }

    /// <summary>On success <paramref name="at"/> is at a byte inside the frame, just past the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadValue(ReadOnlySpan<byte> json, ref int at, UpbitField field, ref UpbitFieldSet fields)
    {
        byte first = json[at];
        int start = at, length;
        UpbitToken token;
        if (first == '"')
        {
            start++;
            length = json[start..].IndexOfAny(TextEnd);
            if (length < 0 || json[start + length] != '"')
                return false;
            at = start + length + 1;
            token = UpbitToken.Text;
        }
        else if (first == '-' || (uint)(first - '0') <= 9)
        {
            if (!TrySkipNumber(json, ref at))
                return false;
            length = at - start;
            token = UpbitToken.Number;
        }
        else
        {
            token = Literal(json[at..], out length);
            if (token == UpbitToken.Absent)
                return false;
            at += length;
        }
        if (field != UpbitField.None)
            fields.Set(field, start, length, token);
        return at < json.Length;
    }

    /// <summary>JSON's own number grammar; the byte after the number is left to the caller.</summary>
    private static bool TrySkipNumber(ReadOnlySpan<byte> json, ref int at)
    {
        int i = json[at] == '-' ? at + 1 : at;
        int digits = SkipDigits(json, i);
        if (digits == i || (json[i] == '0' && digits > i + 1))
            return false;
        i = digits;
        if ((uint)i < (uint)json.Length && json[i] == '.')
        {
            digits = SkipDigits(json, i + 1);
            if (digits == i + 1)
                return false;
            i = digits;
        }
        if ((uint)i < (uint)json.Length && (json[i] | 0x20) == 'e')
        {
            i++;
            if ((uint)i < (uint)json.Length && json[i] is (byte)'+' or (byte)'-')
                i++;
            digits = SkipDigits(json, i);
            if (digits == i)
                return false;
            i = digits;
        }
        at = i;
        return true;
    }

    private static int SkipDigits(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
            at++;
        return at;
    }

    private static UpbitToken Literal(ReadOnlySpan<byte> text, out int length)
    {
        length = 4;
        if (text.StartsWith("null"u8))
            return UpbitToken.Null;
        if (text.StartsWith("true"u8))
            return UpbitToken.True;
        length = 5;
        return text.StartsWith("false"u8) ? UpbitToken.False : UpbitToken.Absent;
    }
}
