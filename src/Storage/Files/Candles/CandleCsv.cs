using System.Buffers.Text;
using System.Text;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// Parses <c>timestamp,open,high,low,close,volume</c>, the timestamp being the candle's open in UTC (<c>2025-09-01 00:00:00[.ffffff]</c>).
/// Every line is checked: fields, numbers, ascending minutes, a low and a high that are. Works on bytes; allocates nothing per line.
/// </summary>
internal sealed class CandleCsv(string path, Stream stream)
{
    private const int Fields = 6;
    private const long MicrosPerMinute = 60_000_000;
    private static readonly string[] Names = ["timestamp", "open", "high", "low", "close", "volume"];
    private static readonly string Header = string.Join(',', Names);

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _line;

    public List<Candle> ReadAll()
    {
        if (!TryReadLine(out ReadOnlySpan<byte> header) || !header.SequenceEqual(Encoding.ASCII.GetBytes(Header)))
            throw new CandleFileException(path, 1, $"the header is not '{Header}'");
        List<Candle> candles = [];
        Timestamp last = default;
        while (TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.IsEmpty)
                continue;
            Candle candle = Parse(line);
            if (candle.OpenTime <= last)
                throw Wrong($"{candle.OpenTime} does not come after {last}");
            last = candle.OpenTime;
            candles.Add(candle);
        }
        return candles;
    }

    private Candle Parse(ReadOnlySpan<byte> line)
    {
        int count = line.Count((byte)',') + 1;
        if (count != Fields)
            throw Wrong($"{count} fields, not {Fields}");
        Timestamp time = ReadTime(Next(ref line));
        Candle candle = new(
            time, ReadPrice(Next(ref line), 1), ReadPrice(Next(ref line), 2), ReadPrice(Next(ref line), 3), ReadPrice(Next(ref line), 4),
            ReadVolume(line));
        return candle.IsConsistent ? candle : throw Wrong($"low {candle.Low} and high {candle.High} do not span open {candle.Open} and close {candle.Close}");
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> line)
    {
        int comma = line.IndexOf((byte)',');
        ReadOnlySpan<byte> field = comma >= 0 ? line[..comma] : line;
        line = comma >= 0 ? line[(comma + 1)..] : [];
        return field;
    }

    private Timestamp ReadTime(ReadOnlySpan<byte> text)
    {
        // 2025-09-01 00:00:00, and a fraction of zeros where the source writes one.
        bool shaped = text.Length >= 19 && text[4] == '-' && text[7] == '-' && text[10] is (byte)' ' or (byte)'T' && text[13] == ':' && text[16] == ':'
            && (text.Length == 19 || (text[19] == '.' && !text[20..].ContainsAnyExcept((byte)'0')));
        if (!shaped || !TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month) || !TryDigits(text[8..10], out int day)
            || !TryDigits(text[11..13], out int hour) || !TryDigits(text[14..16], out int minute) || !TryDigits(text[17..19], out int second)
            || year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            throw Wrong(0, text);
        Timestamp time = Timestamp.Utc(year, month, day, hour, minute, second);
        return time.UnixMicros % MicrosPerMinute == 0 ? time : throw Wrong($"timestamp '{Encoding.UTF8.GetString(text)}' is not on a minute");
    }

    private Price ReadPrice(ReadOnlySpan<byte> text, int field) =>
        Price.TryParse(text, out Price price) ? price : throw Wrong(field, text);

    private Quantity ReadVolume(ReadOnlySpan<byte> text) =>
        Quantity.TryParse(text, out Quantity quantity) ? quantity : throw Wrong(5, text);

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && value >= 0;

    private CandleFileException Wrong(int field, ReadOnlySpan<byte> text) => Wrong($"{Names[field]} '{Encoding.UTF8.GetString(text)}' cannot be read");

    private CandleFileException Wrong(string problem) => new(path, _line, problem);

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            int length = rest.IndexOf((byte)'\n');
            if (length >= 0 || !TryFill())
            {
                rest = _buffer.AsSpan(_start, _end - _start);
                line = (length >= 0 ? rest[..length] : rest).TrimEnd((byte)'\r');
                _start += length >= 0 ? length + 1 : rest.Length;
                _line++;
                return length >= 0 || rest.Length > 0;
            }
        }
    }

    private bool TryFill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
