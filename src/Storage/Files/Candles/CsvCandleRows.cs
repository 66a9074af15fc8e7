using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Reads the rows of a CSV file whose header is one of those given.</summary>
internal sealed class CsvCandleRows : ICandleRows
{
    private const string SymbolPrefix = "CRIX.UPBIT.";

    private readonly DataFile _file;
    private readonly Stream _stream;
    private readonly CsvLines _lines;
    private readonly CsvFormat _format;

    /// <summary>Reads the header. Throws <see cref="CandleFileException"/> for one that is none of <paramref name="formats"/>, naming the first.</summary>
    public CsvCandleRows(DataFile file, params ReadOnlySpan<CsvFormat> formats)
    {
        _file = file;
        _stream = file.OpenStream();
        _lines = new CsvLines(_stream);
        if (!TryAdvance())
            throw Error(1, $"the file is empty; the header '{formats[0].Header}' was expected");
        ReadOnlySpan<byte> line = _lines.Line.StartsWith(Encoding.UTF8.Preamble) ? _lines.Line[Encoding.UTF8.Preamble.Length..] : _lines.Line;
        foreach (CsvFormat format in formats)
        {
            if (format.Matches(line))
                _format = format;
        }
        if (_format is null)
            throw Error(1, $"the header is '{Show(line)}'; '{formats[0].Header}' was expected");
    }

    public string Unit => "line";

    public bool TryRead(out CandleRow row)
    {
        row = default;
        if (!TryAdvance())
        {
            _file.VerifyLength(_lines.BytesRead, _lines.Number + 1);
            return false;
        }
        int fields = _lines.Line.Count((byte)',') + 1;
        if (fields != _format.Width)
            throw Error(_lines.Number, $"{fields} fields; {_format.Width} were expected");
        row = new CandleRow(
            _lines.Number, ReadSymbol(), (int)ReadWhole(CandleField.Interval),
            new MarketData.Candle(ReadTime(), ReadPrice(CandleField.Open), ReadPrice(CandleField.High), ReadPrice(CandleField.Low), ReadPrice(CandleField.Close), ReadVolume()),
            Timestamp.FromUnixMillis(ReadWhole(CandleField.LastTick)));
        return true;
    }

    public CandleFileException Error(CandleField field, string reason) =>
        new(_file.Path, _lines.Number, reason, _format.NameOf(field), Show(Text(field)));

    public void Dispose() => _stream.Dispose();

    private bool TryAdvance()
    {
        try
        {
            return _lines.TryAdvance();
        }
        catch (InvalidDataException e)
        {
            throw new CandleFileException(_file.Path, _lines.Number + 1, e.Message, inner: e);
        }
    }

    private ReadOnlySpan<byte> Text(CandleField field) => _lines.Field(_format.Column(field));

    private Timestamp ReadTime() => _format.TryTime(Text(CandleField.Time), out Timestamp time)
        ? time
        : throw Error(CandleField.Time, "is not a time like 2025-09-01 00:00:00");

    private Price ReadPrice(CandleField field) => Price.TryParse(Text(field), out Price price) ? price : throw Error(field, "is not a price");

    // Published volumes are sums made in doubles and carry their noise past the eighth place.
    private Quantity ReadVolume() => Fixed.TryParseTruncating(Text(CandleField.Volume), out Int128 units) && units >= 0
        ? Quantity.FromUnits(units)
        : throw Error(CandleField.Volume, "is not a quantity");

    private Symbol ReadSymbol()
    {
        if (!_format.Has(CandleField.Symbol))
            return default;
        string text = Encoding.UTF8.GetString(Text(CandleField.Symbol));
        string code = text.StartsWith(SymbolPrefix, StringComparison.Ordinal) ? text[SymbolPrefix.Length..] : text;
        return Symbol.TryParse(code, out Symbol symbol) ? symbol : throw Error(CandleField.Symbol, "is not a market code like KRW-BTC");
    }

    /// <summary>0 where the format has no such field.</summary>
    private long ReadWhole(CandleField field)
    {
        if (!_format.Has(field))
            return 0;
        return Fixed.TryParse(Text(field), out Int128 units) && units > 0 && units % Fixed.One == 0 && units / Fixed.One < 1_000_000_000_000_000
            ? (long)(units / Fixed.One)
            : throw Error(field, "is not a whole number above 0");
    }

    private CandleFileException Error(int line, string reason) => new(_file.Path, line, reason);

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]);
}
