using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class CandlesTests
{
    [Fact]
    public async Task Backtest_FromTheStoreAndFromTheFile_GivesTheSameResult()
    {
        using TemporaryFolder folder = new();
        foreach (string file in RealData.RequireCandleFiles().Where(f => f.Contains("DOGE", StringComparison.Ordinal) || f.Contains("SOL", StringComparison.Ordinal)))
        {
            await DoneAsync("candles", "import", file, "--data", folder.Path);
            string symbol = "KRW-" + Path.GetFileName(file).Split('_')[0];
            JsonElement fromFile = await JsonAsync("backtest", "--candles", file, "--strategy", "volatility-breakout", "--no-record", "--json");
            JsonElement fromStore = await JsonAsync("backtest", "--candles", symbol, "--data", folder.Path, "--strategy", "volatility-breakout", "--no-record", "--json");

            Assert.Equal(fromFile.GetProperty("resultHash").GetString(), fromStore.GetProperty("resultHash").GetString());
            Assert.Equal(fromFile.GetProperty("candles").GetInt64(), fromStore.GetProperty("candles").GetInt64());
            Assert.True(fromStore.GetProperty("fills").GetInt64() > 0);
            string exported = folder.In(symbol + ".csv");
            await DoneAsync("candles", "export", "--symbol", symbol, "--data", folder.Path, "--out", exported);
            JsonElement fromExport = await JsonAsync("backtest", "--candles", exported, "--strategy", "volatility-breakout", "--no-record", "--json");
            Assert.Equal(fromFile.GetProperty("resultHash").GetString(), fromExport.GetProperty("resultHash").GetString());
        }
    }

    [Fact]
    public async Task Backtest_OfAPartOfTheStore_RunsOverThatPart()
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 3000);
        await DoneAsync("candles", "import", file, "--data", folder.Path);

        JsonElement part = await JsonAsync("backtest", "--candles", "KRW-BTC", "--data", folder.Path, "--from", "2025-09-01T12:00", "--to", "2025-09-02", "--strategy", "ma-cross", "--no-record", "--json");
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("backtest", "--candles", file, "--data", folder.Path, "--from", "2025-09-02", "--strategy", "ma-cross");
        (int none, string _, string nothing) = await CoinPilotProcess.RunAsync("backtest", "--candles", "KRW-ETH", "--data", folder.Path, "--strategy", "ma-cross");

        Assert.Equal(720, part.GetProperty("candles").GetInt64());
        Assert.Equal((2, 2), (code, none));
        Assert.Contains("import it first", errors, StringComparison.Ordinal);
        Assert.Contains("no candles of upbit/KRW-ETH/1m", nothing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Twice_ChangesNothingAndABadFileLosesNothing()
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv.gz"), 500);
        await DoneAsync("candles", "import", file, "--data", folder.Path);
        string before = await DoneAsync("candles", "export", "--symbol", "KRW-BTC", "--data", folder.Path);
        string bad = MadeUpCandles.Write(folder.In("KRW-BTC-bad.csv"), 900);
        string[] lines = await File.ReadAllLinesAsync(bad);
        lines[700] = lines[700].Replace(",1.5", ",x", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(bad, lines);
        string other = folder.In("KRW-BTC-other.csv");
        lines[700] = lines[700].Replace(",x", ",1.5", StringComparison.Ordinal);
        lines[7] = lines[7].Replace(",1.5", ",2.5", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(other, lines);

        JsonElement again = await JsonAsync("candles", "import", file, "--data", folder.Path, "--json");
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("candles", "import", bad, "--data", folder.Path);
        (int conflict, string _, string difference) = await CoinPilotProcess.RunAsync("candles", "import", other, "--data", folder.Path);

        Assert.Equal((0, 500), (again[0].GetProperty("added").GetInt32(), again[0].GetProperty("alreadyThere").GetInt32()));
        Assert.Equal((2, 2), (code, conflict));
        Assert.Contains($"{bad} line 701: volume 'x' is not a quantity", errors, StringComparison.Ordinal);
        Assert.Contains($"{other} line 8: the candle of 2025-09-01T00:06:00.000Z is stored as", difference, StringComparison.Ordinal);
        Assert.Equal(before, await DoneAsync("candles", "export", "--symbol", "KRW-BTC", "--data", folder.Path));
        JsonElement replaced = await JsonAsync("candles", "import", other, "--data", folder.Path, "--replace", "--json");
        Assert.Equal((400, 499, 1), (replaced[0].GetProperty("added").GetInt32(), replaced[0].GetProperty("alreadyThere").GetInt32(), replaced[0].GetProperty("replaced").GetInt32()));
    }

    [Fact]
    public async Task Verify_OfFiles_ExitsWithOneForDefectsOnly()
    {
        string[] real = RealData.RequireCandleFiles();
        string doge = real.Single(f => f.Contains("DOGE", StringComparison.Ordinal));
        string old = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(doge)!)!, "upbit-krw-btc-1m-2018-01", "BTC.csv.gz");

        (int sound, string soundJson, string _) = await CoinPilotProcess.RunAsync("candles", "verify", doge, "--json");
        (int holes, string _, string _) = await CoinPilotProcess.RunAsync("candles", "verify", doge, "--complete");
        (int defect, string text, string _) = await CoinPilotProcess.RunAsync("candles", "verify", old);

        JsonElement report = JsonDocument.Parse(soundJson).RootElement[0];
        Assert.Equal((0, 1, 1), (sound, holes, defect));
        Assert.Equal((213, 34), (report.GetProperty("unknownMissing").GetInt32(), report.GetProperty("offTick").GetArrayLength()));
        Assert.Contains("duplicate 2018-02-01T02:01:00.000Z: line 201 and line 202, the same", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfAStore_ShowsWhatItHas()
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 300);
        await DoneAsync("candles", "import", file, "--data", folder.Path, "--venue", "local");

        JsonElement row = (await JsonAsync("candles", "list", "--data", folder.Path, "--json"))[0];

        Assert.Equal("local/KRW-BTC/1m", row.GetProperty("series").GetString());
        Assert.Equal(300, row.GetProperty("candles").GetInt32());
        Assert.Equal("2025-09-01T04:59:00.000Z", row.GetProperty("to").GetString());
        Assert.InRange(row.GetProperty("bytes").GetInt64(), 300 * 56, 300 * 60);
    }

    [Theory]
    [InlineData("--interval", "7m", "--interval '7m' is not a number of minutes that divides a day")]
    [InlineData("--from", "yesterday", "--from 'yesterday' is not a time like 2025-09-01")]
    [InlineData("--venue", "Up/bit", "--venue 'Up/bit' is not a name in lower case")]
    [InlineData("--symbols", "btc", "--symbols 'btc' is not a market code like KRW-BTC")]
    [InlineData("--symbols", "KRW-BTC", "there are no candles of upbit/KRW-BTC/1m")]
    public async Task Verify_BadValue_NamesIt(string option, string value, string expected)
    {
        using TemporaryFolder folder = new();

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("candles", "verify", "--data", folder.Path, option, value);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private static async Task<string> DoneAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(arguments);
        Assert.True(code == 0, string.Create(CultureInfo.InvariantCulture, $"exit {code}: {errors}"));
        return output;
    }

    private static async Task<JsonElement> JsonAsync(params string[] arguments) => JsonDocument.Parse(await DoneAsync(arguments)).RootElement;
}
