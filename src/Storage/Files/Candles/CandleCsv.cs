using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// Candles in a CSV file, plain or gzipped, under the header <c>timestamp,open,high,low,close,volume</c>. The timestamp is the
/// candle's open in UTC, <c>yyyy-MM-dd HH:mm:ss</c> with or without <c>.ffffff</c>; volume counts base currency. Times ascend;
/// a minute without trades has no row. Prices off the venue's tick are real and pass; volume is cut to eight places.
/// </summary>
public sealed class CandleCsv
{
    public const string Header = "timestamp,open,high,low,close,volume";

    private static readonly string[] Fields = Header.Split(',');
    private readonly byte[] _stored;

    private CandleCsv(string file, byte[] stored)
    {
        File = file;
        _stored = stored;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(stored));
    }

    public string File { get; }

    /// <summary>Of the file's bytes as they are on the disk, in lower-case hex; the very bytes that <see cref="Read"/> reads.</summary>
    public string Sha256 { get; }

    /// <summary>Takes the file in. Throws <see cref="CandleFileException"/> when it is not there or cannot be read.</summary>
    public static CandleCsv Open(string file)
    {
        try
        {
            return new CandleCsv(file, System.IO.File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CandleFileException(file, 0, "the file does not exist", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CandleFileException(file, 0, e.Message, inner: e);
        }
    }

    /// <summary>
    /// The candles one by one. Throws <see cref="CandleFileException"/> at the first line that is not one: a bad number or time,
    /// a time not after the one before, a low above or a high below the other prices.
    /// </summary>
    public IEnumerable<Candle> Read()
    {
        using Stream stream = OpenStream();
        var lines = new CsvLines(stream);
        if (!TryAdvance(lines))
            throw Error(1, $"the file is empty; the header '{Header}' was expected");
        VerifyHeader(lines);
        Timestamp previous = Timestamp.None;
        bool isFirst = true;
        while (TryAdvance(lines))
        {
            Candle candle = Parse(lines);
            if (!isFirst && candle.OpenTime <= previous)
                throw BadField(lines, 0, candle.OpenTime == previous ? "comes twice" : "is before the line above");
            (previous, isFirst) = (candle.OpenTime, false);
            yield return candle;
        }
        VerifyLength(lines);
    }

    private bool IsGzip => _stored.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) && _stored.Length >= 18;

    // GZipStream takes data that is cut off for data that ends; the length at the file's end tells.
    private void VerifyLength(CsvLines lines)
    {
        if (IsGzip && BinaryPrimitives.ReadUInt32LittleEndian(_stored.AsSpan(_stored.Length - sizeof(uint))) != (uint)lines.BytesRead)
            throw Error(lines.Number + 1, "the gzip data is cut off, or is several files in one");
    }

    private Stream OpenStream()
    {
        var stored = new MemoryStream(_stored, writable: false);
        return IsGzip ? new GZipStream(stored, CompressionMode.Decompress) : stored;
    }

    private bool TryAdvance(CsvLines lines)
    {
        try
        {
            return lines.TryAdvance();
        }
        catch (InvalidDataException e)
        {
            throw new CandleFileException(File, lines.Number + 1, e.Message, inner: e);
        }
    }

    private void VerifyHeader(CsvLines lines)
    {
        ReadOnlySpan<byte> line = lines.Line;
        if (line.StartsWith(Encoding.UTF8.Preamble))
            line = line[Encoding.UTF8.Preamble.Length..];
        if (!line.SequenceEqual(Encoding.ASCII.GetBytes(Header)))
            throw Error(1, $"the header is '{Show(line)}'; '{Header}' was expected");
    }

    private Candle Parse(CsvLines lines)
    {
        int fields = lines.Line.Count((byte)',') + 1;
        if (fields != Fields.Length)
            throw Error(lines.Number, $"{fields} fields; {Fields.Length} were expected");
        var candle = new Candle(
            CsvTime.TryParse(lines.Field(0), out Timestamp time) ? time : throw BadField(lines, 0, "is not a time like 2025-09-01 00:00:00"),
            ParsePrice(lines, 1), ParsePrice(lines, 2), ParsePrice(lines, 3), ParsePrice(lines, 4),
            ParseVolume(lines));
        if (!candle.IsConsistent)
            throw Inconsistent(lines, candle);
        return candle;
    }

    private Price ParsePrice(CsvLines lines, int field) =>
        Price.TryParse(lines.Field(field), out Price price) ? price : throw BadField(lines, field, "is not a price");

    // Published volumes are sums made in doubles and carry their noise past the eighth place.
    private Quantity ParseVolume(CsvLines lines) =>
        Fixed.TryParseTruncating(lines.Field(5), out Int128 units) && units >= 0
            ? Quantity.FromUnits(units)
            : throw BadField(lines, 5, "is not a quantity");

    private CandleFileException Inconsistent(CsvLines lines, in Candle candle) =>
        candle.High < Price.Max(candle.Open, candle.Close)
            ? BadField(lines, 2, "is below the open or the close")
            : BadField(lines, 3, "is above the open or the close");

    private CandleFileException BadField(CsvLines lines, int field, string reason) =>
        new(File, lines.Number, reason, Fields[field], Show(lines.Field(field)));

    private CandleFileException Error(int line, string reason) => new(File, line, reason);

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]);
}
