using System.Buffers;
using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Writes one stream message at a time, under whichever names and spellings its format asks for. One thread at a time.</summary>
internal sealed class FrameWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private bool _isSimple;
    private bool _isList;

    public FrameWriter() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    public FrameWriter Begin(WireFormat format)
    {
        _isSimple = format is WireFormat.Simple or WireFormat.SimpleList;
        _isList = format is WireFormat.JsonList or WireFormat.SimpleList;
        _buffer.ResetWrittenCount();
        _json.Reset();
        if (_isList)
            _json.WriteStartArray();
        _json.WriteStartObject();
        return this;
    }

    /// <summary>The finished frame.</summary>
    public byte[] End()
    {
        _json.WriteEndObject();
        if (_isList)
            _json.WriteEndArray();
        _json.Flush();
        return SocketFrame.Of(_buffer.WrittenSpan);
    }

    public void Dispose() => _json.Dispose();

    public FrameWriter Text(Field field, string? value)
    {
        _json.WriteString(Name(field), value);
        return this;
    }

    public FrameWriter Integer(Field field, long value)
    {
        _json.WriteNumber(Name(field), value);
        return this;
    }

    /// <summary>Added to every <see cref="Stamp"/>: how far the venue's clock is off.</summary>
    public long SkewMillis { get; set; }

    /// <summary>The frame's own time.</summary>
    public FrameWriter Stamp(long millis) => Integer(Fields.Timestamp, millis + SkewMillis);

    public FrameWriter Bool(Field field, bool value)
    {
        _json.WriteBoolean(Name(field), value);
        return this;
    }

    public FrameWriter Null(Field field)
    {
        _json.WriteNull(Name(field));
        return this;
    }

    public FrameWriter Number(Field field, decimal value)
    {
        _json.WriteNumber(Name(field), value);
        return this;
    }

    /// <summary>An amount that both formats spell plainly.</summary>
    public FrameWriter Amount(Field field, Int128 units) => Units(field, units, Spelling.Plain);

    /// <summary>A price or a value in KRW.</summary>
    public FrameWriter Price(Field field, Int128 units) => Units(field, units, _isSimple ? Spelling.Plain : Spelling.Pointed);

    public FrameWriter Size(Field field, Quantity size) => Units(field, size.Units, _isSimple ? Spelling.Scientific : Spelling.Padded);

    /// <summary>A price of the order book.</summary>
    public FrameWriter BookPrice(Field field, Price price) => Units(field, price.Units, _isSimple ? Spelling.Plain : Spelling.Exponent);

    public FrameWriter BeginArray(Field field)
    {
        _json.WriteStartArray(Name(field));
        return this;
    }

    public FrameWriter BeginItem()
    {
        _json.WriteStartObject();
        return this;
    }

    public FrameWriter EndItem()
    {
        _json.WriteEndObject();
        return this;
    }

    public FrameWriter EndArray()
    {
        _json.WriteEndArray();
        return this;
    }

    private FrameWriter Units(Field field, Int128 units, Spelling spelling)
    {
        Span<byte> text = stackalloc byte[WireNumber.MaxLength];
        int length = WireNumber.Write(text, units, spelling);
        _json.WritePropertyName(Name(field));
        _json.WriteRawValue(text[..length], skipInputValidation: true);
        return this;
    }

    private JsonEncodedText Name(Field field) => _isSimple ? field.Brief : field.Name;
}
