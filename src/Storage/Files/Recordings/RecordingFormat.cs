using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Recordings;

/// <summary>
/// A recording is checksummed frames end to end (<see cref="FrameFormat"/>): CPRS opens a session and says whose symbols follow, CPRB holds
/// events. docs/recordings.md describes them.
/// </summary>
internal static class RecordingFormat
{
    public const int Version = 1;

    public static ReadOnlySpan<byte> SessionMagic => "CPRS"u8;

    public static ReadOnlySpan<byte> BatchMagic => "CPRB"u8;

    public static byte[] EncodeSession(string source, IReadOnlyList<Symbol> symbols, Timestamp startedAt)
    {
        ArrayBufferWriter<byte> body = new();
        WireWriter writer = new(body);
        writer.WriteInt(Version);
        writer.WriteString(source);
        writer.WriteTimestamp(startedAt);
        writer.WriteInt(symbols.Count);
        foreach (Symbol symbol in symbols)
            writer.WriteSymbol(symbol);
        return Frame(SessionMagic, body.WrittenSpan);
    }

    public static void WriteTrade(IBufferWriter<byte> body, int symbol, in Trade trade, Timestamp receivedAt)
    {
        WireWriter writer = Begin(body, RecordedKind.Trade, receivedAt);
        writer.WriteInt(symbol);
        writer.WriteTimestamp(trade.Time);
        writer.WritePrice(trade.Price);
        writer.WriteQuantity(trade.Quantity);
        writer.WriteByte((byte)trade.Taker);
        writer.WriteLong(trade.SequentialId);
    }

    public static void WriteCandle(IBufferWriter<byte> body, int symbol, in Candle candle, int intervalMinutes, Timestamp receivedAt)
    {
        WireWriter writer = Begin(body, RecordedKind.Candle, receivedAt);
        writer.WriteInt(symbol);
        writer.WriteInt(intervalMinutes);
        writer.WriteTimestamp(candle.OpenTime);
        writer.WritePrice(candle.Open);
        writer.WritePrice(candle.High);
        writer.WritePrice(candle.Low);
        writer.WritePrice(candle.Close);
        writer.WriteQuantity(candle.Volume);
    }

    public static void WriteConnection(IBufferWriter<byte> body, string detail, Timestamp receivedAt) =>
        Begin(body, RecordedKind.Connection, receivedAt).WriteString(detail);

    public static byte[] Frame(ReadOnlySpan<byte> magic, ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[FrameFormat.HeadBytes + body.Length];
        body.CopyTo(frame.AsSpan(FrameFormat.HeadBytes));
        FrameFormat.Seal(frame, magic);
        return frame;
    }

    public static (string Source, Symbol[] Symbols) ReadSession(ReadOnlySpan<byte> body)
    {
        WireReader reader = new(body);
        if (reader.ReadInt() is not Version and var version)
            throw new FormatException($"format {version} is not one that this version reads");
        string source = reader.ReadString();
        _ = reader.ReadTimestamp();
        Symbol[] symbols = new Symbol[reader.ReadInt()];
        for (int i = 0; i < symbols.Length; i++)
            symbols[i] = reader.ReadSymbol();
        return (source, symbols);
    }

    public static void ReadBatch(ReadOnlySpan<byte> body, Symbol[] symbols, List<RecordedEvent> events)
    {
        WireReader reader = new(body);
        while (!reader.IsAtEnd)
        {
            RecordedKind kind = reader.ReadEnum<RecordedKind>();
            Timestamp receivedAt = reader.ReadTimestamp();
            if (kind == RecordedKind.Connection)
            {
                events.Add(new RecordedEvent(kind, receivedAt, default, default, default, 0, reader.ReadString()));
                continue;
            }
            Symbol symbol = symbols[reader.ReadInt()];
            events.Add(kind == RecordedKind.Trade
                ? new RecordedEvent(kind, receivedAt, symbol, new Trade(
                    reader.ReadTimestamp(), reader.ReadPrice(), reader.ReadQuantity(), reader.ReadEnum<OrderSide>(), reader.ReadLong()), default, 0, "")
                : ReadCandle(ref reader, receivedAt, symbol));
        }
    }

    private static RecordedEvent ReadCandle(ref WireReader reader, Timestamp receivedAt, Symbol symbol)
    {
        int interval = reader.ReadInt();
        Candle candle = new(
            reader.ReadTimestamp(), reader.ReadPrice(), reader.ReadPrice(), reader.ReadPrice(), reader.ReadPrice(), reader.ReadQuantity());
        return new RecordedEvent(RecordedKind.Candle, receivedAt, symbol, default, candle, interval, "");
    }

    private static WireWriter Begin(IBufferWriter<byte> body, RecordedKind kind, Timestamp receivedAt)
    {
        WireWriter writer = new(body);
        writer.WriteByte((byte)kind);
        writer.WriteTimestamp(receivedAt);
        return writer;
    }
}
