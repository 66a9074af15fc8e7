using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>A call's parameters in the order sent, which is the order hashed. Arrays repeat their bracketed key.</summary>
internal sealed class UpbitParameters
{
    private readonly List<(string Key, string Value)> _pairs = [];

    public bool IsEmpty => _pairs.Count == 0;

    /// <summary>Appends the pair; a null value is left out.</summary>
    public UpbitParameters With(string key, string? value)
    {
        if (value is not null)
            _pairs.Add((key, value));
        return this;
    }

    /// <summary>What is hashed: not URL-encoded.</summary>
    public string ToHashed() => string.Join('&', _pairs.Select(p => $"{p.Key}={p.Value}"));

    /// <summary>What stands in the URL: values encoded, brackets of keys not.</summary>
    public string ToUrl() => string.Join('&', _pairs.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>What stands in a body: every value a text.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach ((string key, string value) in _pairs)
                writer.WriteString(key, value);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    public override string ToString() => ToHashed();
}
