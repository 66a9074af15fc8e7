using System.IO.Compression;
using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>Recorded candles with all that real ones have: gaps, off-tick prices, minutes of one trade.</summary>
public sealed class RealDataReplayTests
{
    private const int Count = 2_000;

    [Theory]
    [InlineData("DOGE")]
    [InlineData("SOL")]
    public async Task Replay_RecordedCandles_StreamsExactlyThose(string coin)
    {
        if (FindData() is not { } folder)
        {
            Assert.Skip("shared/data/upbit-krw-1m-2025-09 is not there");
            return;
        }
        Candle[] candles = Read(Path.Combine(folder, $"{coin}_KRW_1m.csv.gz"));
        string code = $"KRW-{coin}";
        await using Scene scene = await Scene.ReplayAsync([(Symbol.Parse(code), candles)]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("candle.1m", $"\"{code}\"", format: "SIMPLE");
        var finals = new List<Candle>();
        while (finals.Count < Count || finals[^1] != candles[^1])
        {
            Candle candle = ToCandle(await socket.NextAsync());
            if (finals.Count > 0 && finals[^1].OpenTime == candle.OpenTime)
                finals[^1] = candle;
            else
                finals.Add(candle);
        }

        Assert.Equal(candles, finals);
    }

    private static Candle[] Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var candles = new List<Candle>();
        while (candles.Count < Count && reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            Price[] prices = [.. cells[1..5].Select(c => Price.Of(decimal.Parse(c)))];
            candles.Add(new Candle(Timestamp.From(DateTimeOffset.Parse(cells[0] + "Z")), prices[0], prices[1], prices[2], prices[3], Quantity.Of(decimal.Parse(cells[5]))));
        }
        return [.. candles];
    }

    private static Candle ToCandle(JsonElement json) => new(
        Timestamp.From(DateTimeOffset.Parse(json.GetProperty("cdttmu").GetString() + "Z")),
        Price.Of(json.GetProperty("op").GetDecimal()), Price.Of(json.GetProperty("hp").GetDecimal()),
        Price.Of(json.GetProperty("lp").GetDecimal()), Price.Of(json.GetProperty("tp").GetDecimal()), Quantity.Of(json.GetProperty("catv").GetDecimal()));

    private static string? FindData()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data", "upbit-krw-1m-2025-09");
            if (Directory.Exists(data))
                return data;
        }
        return null;
    }
}
