using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// The format of a month's file: one checksummed frame (<see cref="FrameFormat"/>, magic CPCM) around a head, the ranges that are known to be
/// complete, and the candles in order of time. docs/candles.md describes it byte by byte.
/// </summary>
internal static class CandleMonth
{
    public const string Ending = ".candles";
    public const int Version = 1;

    private const int VenueBytes = 16;
    private const int SymbolBytes = 24;
    private const int HeadBytes = 68;
    private const int RangeBytes = 16;

    public static ReadOnlySpan<byte> Magic => "CPCM"u8;

    public static TimeRange RangeOf(Timestamp time)
    {
        DateTimeOffset day = time.ToDateTimeOffset();
        DateTimeOffset first = new(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return new TimeRange(Timestamp.From(first), Timestamp.From(first.AddMonths(1)));
    }

    public static string FileName(Timestamp month) => $"{month.ToDateTimeOffset():yyyy-MM}{Ending}";

    public static byte[] Encode(in CandleKey key, TimeRange month, IReadOnlyList<TimeRange> complete, IReadOnlyCollection<Candle> candles)
    {
        byte[] file = new byte[FrameFormat.HeadBytes + HeadBytes + complete.Count * RangeBytes + candles.Count * CandleRecord.Size];
        Span<byte> body = file.AsSpan(FrameFormat.HeadBytes);
        BinaryPrimitives.WriteInt32LittleEndian(body, Version);
        BinaryPrimitives.WriteInt32LittleEndian(body[4..], key.IntervalMinutes);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], month.From.UnixMicros);
        BinaryPrimitives.WriteInt32LittleEndian(body[16..], candles.Count);
        BinaryPrimitives.WriteInt32LittleEndian(body[20..], complete.Count);
        Encoding.ASCII.GetBytes(key.Venue, body.Slice(28, VenueBytes));
        Encoding.ASCII.GetBytes(key.Symbol.Code, body.Slice(28 + VenueBytes, SymbolBytes));
        Span<byte> rest = body[HeadBytes..];
        foreach (TimeRange range in complete)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, range.From.UnixMicros);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], range.To.UnixMicros);
            rest = rest[RangeBytes..];
        }
        Span<CandleRecord> records = MemoryMarshal.Cast<byte, CandleRecord>(rest);
        int at = 0;
        foreach (Candle candle in candles)
            records[at++] = new CandleRecord(candle);
        FrameFormat.Seal(file, Magic);
        return file;
    }

    /// <summary>Where the candles lie in a file's bytes. Throws <see cref="CandleStoreDamagedException"/> for one that is damaged or of another series.</summary>
    public static CandleMonthLayout Read(string path, ReadOnlySpan<byte> file, in CandleKey key)
    {
        if (!FrameFormat.TryRead(file, Magic, out ReadOnlySpan<byte> body) || body.Length < HeadBytes || body.Length != file.Length - FrameFormat.HeadBytes)
            throw new CandleStoreDamagedException(path, "the checksum does not hold: restore it, or delete it and download again");
        if (BinaryPrimitives.ReadInt32LittleEndian(body) is not Version and var version)
            throw new CandleStoreDamagedException(path, $"format {version} is not one that this version reads");
        string venue = ReadText(body.Slice(28, VenueBytes)), symbol = ReadText(body.Slice(28 + VenueBytes, SymbolBytes));
        int interval = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        var month = new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(body[8..]));
        if (venue != key.Venue || symbol != key.Symbol.Code || interval != key.IntervalMinutes || Path.GetFileName(path) != FileName(month))
            throw new CandleStoreDamagedException(path, $"it is {venue}/{symbol}/{interval}m/{FileName(month)} and lies in the wrong place");
        int count = BinaryPrimitives.ReadInt32LittleEndian(body[16..]);
        var complete = new TimeRange[BinaryPrimitives.ReadInt32LittleEndian(body[20..])];
        for (int i = 0; i < complete.Length; i++)
        {
            ReadOnlySpan<byte> range = body[(HeadBytes + i * RangeBytes)..];
            complete[i] = new TimeRange(
                new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(range)), new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(range[8..])));
        }
        return new CandleMonthLayout(FrameFormat.HeadBytes + HeadBytes + complete.Length * RangeBytes, count, complete);
    }

    private static string ReadText(ReadOnlySpan<byte> padded) => Encoding.ASCII.GetString(padded.TrimEnd((byte)0));
}

/// <summary>What a month's file holds: so many candles from that byte on, and the ranges whose every candle it has.</summary>
internal sealed record CandleMonthLayout(int RecordsAt, int Count, IReadOnlyList<TimeRange> Complete);
