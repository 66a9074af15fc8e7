using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Storage.Files.Recordings;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Recordings;

public sealed class RecordingTests : IDisposable
{
    private static readonly Symbol[] Symbols = [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-DOGE")];
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => System.IO.Path.Combine(_folder.Path, "market.rec");

    [Fact]
    public void Recording_WrittenAndRead_IsTheSame()
    {
        Candle candle = new(Start, Price.Of(3), Price.Of(5), Price.Of(1), Price.Of(4), Quantity.FromUnits(Int128.MaxValue / 7));
        using (RecordingWriter writer = Open())
        {
            writer.AddConnection("connected 2 symbols", Start);
            writer.AddTrade(1, TradeAt(7), Start + TimeSpan.FromMilliseconds(9));
            writer.AddCandle(0, candle, 1, Start + TimeSpan.FromMilliseconds(11));
        }

        Recording recording = Recording.Read(Path);

        Assert.Equal(
            [
                new RecordedEvent(RecordedKind.Connection, Start, default, default, default, 0, "connected 2 symbols"),
                new RecordedEvent(RecordedKind.Trade, Start + TimeSpan.FromMilliseconds(9), Symbols[1], TradeAt(7), default, 0, ""),
                new RecordedEvent(RecordedKind.Candle, Start + TimeSpan.FromMilliseconds(11), Symbols[0], default, candle, 1, ""),
            ],
            recording.Events);
        Assert.Equal((1, 0, true), (recording.Sessions, recording.TornBytes, Recording.IsRecording(Path)));
        Assert.Equal(Symbols, recording.Symbols);
    }

    [Fact]
    public void Recording_CutOffAnywhere_GivesWholeBatchesAndGoesOnBehindThem()
    {
        using (RecordingWriter writer = Open())
        {
            for (int batch = 0; batch < 3; batch++)
            {
                writer.AddTrade(0, TradeAt(2 * batch), Start);
                writer.AddTrade(1, TradeAt(2 * batch + 1), Start);
                writer.Flush();
            }
        }
        byte[] whole = File.ReadAllBytes(Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Recording torn = Recording.Read(Path);
            Assert.True(torn.Events.Count is 0 or 2 or 4, $"{torn.Events.Count} events of {length} bytes");
            Assert.Equal(length, torn.Length + torn.TornBytes);
            using (RecordingWriter writer = Open())
                writer.AddTrade(0, TradeAt(99), Start);

            Recording continued = Recording.Read(Path);
            Assert.Equal([.. torn.Events.Select(e => e.Trade.SequentialId), 99L], continued.Events.Select(e => e.Trade.SequentialId));
            Assert.Equal(0, continued.TornBytes);
        }
    }

    [Fact]
    public void Recording_ChangedBeforeItsEnd_IsRefusedNamingTheByte()
    {
        using (RecordingWriter writer = Open())
        {
            writer.AddTrade(0, TradeAt(1), Start);
            writer.Flush();
            writer.AddTrade(0, TradeAt(2), Start);
        }
        byte[] whole = File.ReadAllBytes(Path);
        int second = whole.AsSpan().IndexOf("CPRB"u8);
        byte[] changed = [.. whole];
        changed[second + 20] ^= 1;
        File.WriteAllBytes(Path, changed);

        Assert.Equal(second, Assert.Throws<RecordingDamagedException>(() => Recording.Read(Path)).Position);
        Assert.Throws<RecordingDamagedException>(Open);
        Assert.Equal(changed, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Open_OnAnotherFile_LeavesItAsItIs()
    {
        File.WriteAllText(Path, "my notes");

        Assert.Contains(Path, Assert.Throws<RecordingDamagedException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("my notes", File.ReadAllText(Path));
        Assert.False(Recording.IsRecording(Path));
    }

    [Fact]
    public void Read_WhileItIsWritten_GivesWhatWasFlushed()
    {
        using RecordingWriter writer = Open();
        writer.AddTrade(0, TradeAt(1), Start);
        writer.Flush();
        writer.AddTrade(0, TradeAt(2), Start);

        Assert.Single(Recording.Read(Path).Events);
    }

    [Fact]
    public void TradeCsv_OfGoodLines_GivesTheTrades()
    {
        File.WriteAllText(Path, TradeCsv.Header + "\n2025-09-01 00:00:00.250000,150700000,0.00000001,buy,17567104002500001\n2025-09-01 00:00:01,0.00000001,3,sell,0\n");

        Assert.True(TradeCsv.IsTradeCsv(Path));
        Assert.Equal(
            [
                new Trade(Start + TimeSpan.FromMilliseconds(250), Price.Of(150_700_000), Quantity.FromUnits(1), OrderSide.Buy, 17567104002500001),
                new Trade(Start + TimeSpan.FromSeconds(1), new Price(1), Quantity.Of(3), OrderSide.Sell, 0),
            ],
            TradeCsv.Read(Path));
    }

    [Theory]
    [InlineData("2025-09-01 00:00:00,1,1,buy", "4 fields; 5 were expected")]
    [InlineData("2025-09-01,1,1,buy,1", "timestamp '2025-09-01' is not a time")]
    [InlineData("2025-09-01 00:00:00,-1,1,buy,1", "price '-1' is not a price")]
    [InlineData("2025-09-01 00:00:00,1,0,buy,1", "quantity '0' is not a quantity above 0")]
    [InlineData("2025-09-01 00:00:00,1,1,BID,1", "side 'BID' is not buy or sell")]
    [InlineData("2025-09-01 00:00:00,1,1,sell,1x", "id '1x' is not a whole number")]
    [InlineData("2025-08-31 00:00:00,1,1,sell,1", "timestamp '2025-08-31 00:00:00' is before the line above")]
    public void TradeCsv_BadLine_IsNamed(string line, string expected)
    {
        File.WriteAllText(Path, $"{TradeCsv.Header}\n2025-09-01 00:00:00,1,1,buy,1\n{line}\n");

        string message = Assert.Throws<CandleFileException>(() => TradeCsv.Read(Path).Count()).Message;

        Assert.StartsWith($"{Path} line 3: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static Trade TradeAt(int i) => new(Start + TimeSpan.FromSeconds(i), Price.Of(100 + i), Quantity.Of(i + 1), i % 2 == 0 ? OrderSide.Buy : OrderSide.Sell, i);

    private RecordingWriter Open() => RecordingWriter.Open(Path, "test", Symbols, Start);
}
