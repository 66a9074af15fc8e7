using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The thorough reader: any JSON, one object after the other, whether alone or in a list. Nested values are skipped, but for <c>error</c>, which is entered.</summary>
internal ref struct NestedObjectReader
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private bool _inList;
    private int _start;

    public NestedObjectReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, Options);
    }

    /// <summary>No message nests deeper than this.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = 16 };

    /// <summary>The JSON of the object read last.</summary>
    public readonly ReadOnlySpan<byte> Object => _json[_start..(int)_reader.BytesConsumed];

    /// <summary>Throws <see cref="JsonException"/> unless the whole frame is JSON, so that no half of a broken frame is passed on.</summary>
    public static void Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
        }
    }

    /// <summary>Moves to the next object; false at the end. Throws <see cref="JsonException"/> for anything but an object or a list of objects.</summary>
    public bool TryReadNext(ref UpbitFieldSet fields)
    {
        fields = default;
        if (!_reader.Read())
            return false;
        if (_reader.TokenType == JsonTokenType.StartArray && !_inList)
        {
            _inList = true;
            _reader.Read();
        }
        if (_reader.TokenType == JsonTokenType.EndArray && _inList)
        {
            return false;
        }
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("neither an object nor a list of objects");
        _start = (int)_reader.TokenStartIndex;
        ReadObject(ref fields, inError: false);
        return true;
    }

    private void ReadObject(ref UpbitFieldSet fields, bool inError)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            UpbitField field = Field();
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.StartObject && field == UpbitField.Error && !inError)
            {
                fields.Set(UpbitField.Error, (int)_reader.TokenStartIndex, 1, UpbitToken.Nested);
                ReadObject(ref fields, inError: true);
            }
            else if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                _reader.Skip();
            else if (field != UpbitField.None && inError == (field is UpbitField.ErrorName or UpbitField.ErrorMessage))
                SetValue(ref fields, field);
        }
    }

    private readonly UpbitField Field() =>
        !_reader.ValueIsEscaped && UpbitKeys.TryFind(_reader.ValueSpan, out UpbitField field) ? field : UpbitField.None;

    private readonly void SetValue(ref UpbitFieldSet fields, UpbitField field)
    {
        int start = (int)_reader.TokenStartIndex, length = _reader.ValueSpan.Length;
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                fields.Set(field, start + 1, length, _reader.ValueIsEscaped ? UpbitToken.EscapedText : UpbitToken.Text);
                break;
            case JsonTokenType.Number:
                fields.Set(field, start, length, UpbitToken.Number);
                break;
            default:
                fields.Set(field, start, length, _reader.TokenType switch
                {
                    JsonTokenType.True => UpbitToken.True,
                    JsonTokenType.False => UpbitToken.False,
                    _ => UpbitToken.Null,
                });
                break;
        }
    }
}
