using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Reads the candles of a raw REST answer of the venue: a JSON array of objects.</summary>
internal sealed class JsonCandleRows : ICandleRows
{
    private readonly string _path;
    private readonly JsonDocument _json;
    private int _read;

    public JsonCandleRows(DataFile file)
    {
        _path = file.Path;
        try
        {
            byte[] text = file.ReadAll();
            int mark = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            _json = JsonDocument.Parse(text.AsMemory(mark));
        }
        catch (JsonException e)
        {
            throw new CandleFileException(_path, (int)(e.LineNumber ?? 0) + 1, "is not JSON: " + e.Message, inner: e);
        }
        if (_json.RootElement.ValueKind != JsonValueKind.Array)
            throw new CandleFileException(_path, 0, "a list of candles was expected");
    }

    public string Unit => "item";

    private JsonElement Current => _json.RootElement[_read - 1];

    public bool TryRead(out CandleRow row)
    {
        row = default;
        if (_read == _json.RootElement.GetArrayLength())
            return false;
        _read++;
        row = new CandleRow(
            _read, Symbol.TryParse(Unquoted(CandleField.Symbol), out Symbol symbol) ? symbol : throw Error(CandleField.Symbol, "is not a market code like KRW-BTC"),
            (int)ReadWhole(CandleField.Interval),
            new MarketData.Candle(ReadTime(), ReadPrice(CandleField.Open), ReadPrice(CandleField.High), ReadPrice(CandleField.Low), ReadPrice(CandleField.Close), ReadVolume()),
            Timestamp.FromUnixMillis(ReadWhole(CandleField.LastTick)));
        return true;
    }

    public CandleFileException Error(CandleField field, string reason) => new(_path, _read, reason, NameOf(field), Unquoted(field), unit: Unit);

    public void Dispose() => _json.Dispose();

    private static string NameOf(CandleField field) => field switch
    {
        CandleField.Time => "candle_date_time_utc",
        CandleField.Open => "opening_price",
        CandleField.High => "high_price",
        CandleField.Low => "low_price",
        CandleField.Close => "trade_price",
        CandleField.Volume => "candle_acc_trade_volume",
        CandleField.Symbol => "market",
        CandleField.Interval => "unit",
        _ => "timestamp",
    };

    /// <summary>The field as it is written; empty where it is missing.</summary>
    private ReadOnlySpan<byte> Raw(CandleField field) =>
        Current.ValueKind == JsonValueKind.Object && Current.TryGetProperty(NameOf(field), out JsonElement value) ? JsonMarshal.GetRawUtf8Value(value) : default;

    private string Unquoted(CandleField field) => Encoding.UTF8.GetString(Raw(field).Trim((byte)'"'));

    private Timestamp ReadTime() => UtcText.TryParse(Raw(CandleField.Time).Trim((byte)'"'), (byte)'T', out Timestamp time)
        ? time
        : throw Error(CandleField.Time, "is not a time like 2025-09-01T00:00:00");

    private Price ReadPrice(CandleField field) => Price.TryParse(Raw(field), out Price price) ? price : throw Error(field, "is not a price");

    private Quantity ReadVolume() => Fixed.TryParseTruncating(Raw(CandleField.Volume), out Int128 units) && units >= 0
        ? Quantity.FromUnits(units)
        : throw Error(CandleField.Volume, "is not a quantity");

    private long ReadWhole(CandleField field) =>
        Fixed.TryParse(Raw(field), out Int128 units) && units > 0 && units % Fixed.One == 0 && units / Fixed.One < 1_000_000_000_000_000
            ? (long)(units / Fixed.One)
            : throw Error(field, "is not a whole number above 0");
}
