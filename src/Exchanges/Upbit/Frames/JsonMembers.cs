using System.Text.Json;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// One JSON object of the messages that come too rarely for a reader of their own: where each known member's value stands.
/// Throws <see cref="JsonException"/> for anything but a valid object.
/// </summary>
internal readonly ref struct JsonMembers
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<UpbitSlot> _slots;

    /// <param name="slots">Room for <see cref="KeyTable.Count"/> members, cleared here.</param>
    public JsonMembers(ReadOnlySpan<byte> json, KeyTable keys, Span<UpbitSlot> slots)
    {
        _json = json;
        _slots = slots;
        slots.Clear();
        var reader = new Utf8JsonReader(json, NestedObjectReader.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("no object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int number = reader.ValueIsEscaped ? -1 : keys.Find(reader.ValueSpan);
            reader.Read();
            int start = (int)reader.TokenStartIndex, length = reader.ValueSpan.Length;
            UpbitToken token = TokenOf(reader);
            if (token == UpbitToken.Nested)
            {
                reader.Skip();
                length = (int)reader.BytesConsumed - start;
            }
            if (number >= 0)
                slots[number] = new UpbitSlot(token is UpbitToken.Text or UpbitToken.EscapedText ? start + 1 : start, length, token);
        }
        while (reader.Read())
        {
        }
    }

    /// <summary>Present and not null.</summary>
    public bool Has(int number) => _slots[number].Token is not (UpbitToken.Absent or UpbitToken.Null);

    /// <summary>A number's digits or a text's content; empty where absent, null, escaped or nested.</summary>
    public ReadOnlySpan<byte> Bytes(int number) =>
        _slots[number] is { Token: UpbitToken.Number or UpbitToken.Text } slot ? _json.Slice(slot.Start, slot.Length) : default;

    /// <summary>The JSON of an object or a list; empty where the member is neither.</summary>
    public ReadOnlySpan<byte> Nested(int number) =>
        _slots[number] is { Token: UpbitToken.Nested } slot ? _json.Slice(slot.Start, slot.Length) : default;

    public bool IsSnapshot(int number) => Bytes(number).SequenceEqual("SNAPSHOT"u8);

    /// <summary>Null where the member is absent, null, or not valid text.</summary>
    public string? Text(int number) => UpbitValues.Text(_json, _slots[number]);

    public bool TryPrice(int number, out Price price) => UpbitValues.TryPrice(Bytes(number), out price);

    public bool TryQuantity(int number, out Quantity quantity) => UpbitValues.TryQuantity(Bytes(number), out quantity);

    public bool TryMoney(int number, out Money money) => UpbitValues.TryMoney(Bytes(number), out money);

    public bool TryWhole(int number, out long value) => UpbitValues.TryWhole(Bytes(number), out value);

    public bool TryMillis(int number, out Timestamp time) => UpbitValues.TryMillis(Bytes(number), out time);

    public bool TrySide(int number, out OrderSide side) => UpbitValues.TrySide(Bytes(number), out side);

    private static UpbitToken TokenOf(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueIsEscaped ? UpbitToken.EscapedText : UpbitToken.Text,
        JsonTokenType.Number => UpbitToken.Number,
        JsonTokenType.True => UpbitToken.True,
        JsonTokenType.False => UpbitToken.False,
        JsonTokenType.Null => UpbitToken.Null,
        _ => UpbitToken.Nested,
    };
}
