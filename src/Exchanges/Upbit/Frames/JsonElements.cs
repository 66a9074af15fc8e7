using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Walks the elements of a JSON list, each as its own JSON. Throws <see cref="JsonException"/> for anything but a valid list.</summary>
internal ref struct JsonElements
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    public JsonElements(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, NestedObjectReader.Options);
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("no list");
    }

    /// <summary>False at the list's end, which is then the end of the JSON as well.</summary>
    public bool TryNext(out ReadOnlySpan<byte> element)
    {
        element = default;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndArray)
        {
            while (_reader.Read())
            {
            }
            return false;
        }
        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        element = _json[start..(int)_reader.BytesConsumed];
        return true;
    }
}
