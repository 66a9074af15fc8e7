using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>The header of a kind of CSV file and where its fields stand.</summary>
internal sealed class CsvFormat
{
    private readonly string[] _names;
    private readonly Dictionary<CandleField, int> _columns;

    private CsvFormat(string header, bool hasZones, params (CandleField Field, string Name)[] fields)
    {
        Header = header;
        HasZones = hasZones;
        _names = header.Split(',');
        _columns = fields.ToDictionary(f => f.Field, f => Array.IndexOf(_names, f.Name));
    }

    /// <summary>Times without a zone are UTC.</summary>
    public static CsvFormat Plain { get; } = new(CandleCsv.Header, hasZones: false,
        (CandleField.Time, "timestamp"), (CandleField.Open, "open"), (CandleField.High, "high"), (CandleField.Low, "low"),
        (CandleField.Close, "close"), (CandleField.Volume, "volume"));

    /// <summary>The fields of the venue's early JSON as columns: <c>timestamp</c> is the last tick, the candle's own time has a zone.</summary>
    public static CsvFormat JsonFields { get; } = new(
        "candleDateTimeKst,candleAccTradePrice,candleAccTradeVolume,candleDateTime,code,highPrice,lowPrice,openingPrice,timestamp,tradePrice,unit", hasZones: true,
        (CandleField.Time, "candleDateTime"), (CandleField.Open, "openingPrice"), (CandleField.High, "highPrice"), (CandleField.Low, "lowPrice"),
        (CandleField.Close, "tradePrice"), (CandleField.Volume, "candleAccTradeVolume"), (CandleField.Symbol, "code"), (CandleField.Interval, "unit"),
        (CandleField.LastTick, "timestamp"));

    public string Header { get; }

    public int Width => _names.Length;

    private bool HasZones { get; }

    public bool Has(CandleField field) => _columns.ContainsKey(field);

    public int Column(CandleField field) => _columns[field];

    public string NameOf(CandleField field) => _names[_columns[field]];

    public bool Matches(ReadOnlySpan<byte> line) => line.SequenceEqual(Encoding.ASCII.GetBytes(Header));

    public bool TryTime(ReadOnlySpan<byte> text, out Timestamp time)
    {
        if (!HasZones)
            return CsvTime.TryParse(text, out time);
        time = default;
        return text.EndsWith("+00:00"u8) && UtcText.TryParse(text[..^6], (byte)'T', out time);
    }
}
