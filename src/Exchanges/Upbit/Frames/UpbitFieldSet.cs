using System.Runtime.CompilerServices;

namespace CoinPilot.Exchanges.Upbit;

internal enum UpbitToken : byte { Absent, Number, Text, EscapedText, Null, True, False, Nested }

/// <summary>Where one field's value stands in the frame; texts without their quotes. Eight bytes: every frame clears a whole set of them.</summary>
internal readonly struct UpbitSlot(int start, int length, UpbitToken token)
{
    private readonly int _lengthAndToken = (length << 3) | (int)token;

    public int Start { get; } = start;

    public int Length => _lengthAndToken >> 3;

    public UpbitToken Token => (UpbitToken)(_lengthAndToken & 7);
}

/// <summary>The fields found in one JSON object. A key given twice: the last one holds, as in any JSON reader.</summary>
internal struct UpbitFieldSet
{
    public const int Size = (int)UpbitField.Method + 1;

    private Slots _slots;

    public readonly UpbitSlot this[UpbitField field] => _slots[(int)field];

    public void Set(UpbitField field, int start, int length, UpbitToken token) =>
        _slots[(int)field] = new UpbitSlot(start, length, token);

    /// <summary>Present and not null.</summary>
    public readonly bool Has(UpbitField field) => _slots[(int)field].Token is not (UpbitToken.Absent or UpbitToken.Null);

    /// <summary>The value's bytes: a number's digits or a text's content; empty where absent, null or escaped.</summary>
    public readonly ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> json, UpbitField field)
    {
        UpbitSlot slot = _slots[(int)field];
        return slot.Token is UpbitToken.Number or UpbitToken.Text ? json.Slice(slot.Start, slot.Length) : default;
    }

    [InlineArray(Size)]
    private struct Slots
    {
        private UpbitSlot _first;
    }
}
