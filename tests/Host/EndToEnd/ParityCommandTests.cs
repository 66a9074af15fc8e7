using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class ParityCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Parity_OfTwoStrategiesEachByItself_ReportsBothAndKeepsWhatPaperTradingDid()
    {
        string candles = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 90);

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(
            "parity", "--candles", candles, "--trade-from", "2025-09-01T00:20", "--strategy", "ma-cross", "buy-and-hold", "--set", "ma-cross.fast=2", "ma-cross.slow=5",
            "--each", "--keep", _folder.In("kept"), "--json");

        Assert.True(code == 0, errors + output);
        JsonElement[] reports = [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
        Assert.Equal([["ma-cross"], ["buy-and-hold"]], reports.Select(r => r.GetProperty("strategies").EnumerateArray().Select(s => s.GetString()).ToArray()));
        Assert.All(reports, r => Assert.True(r.GetProperty("holds").GetBoolean() && r.GetProperty("legs")[0].GetProperty("orders").GetInt64() > 0));
        Assert.Equal(70, reports[0].GetProperty("candles").GetInt64());
        (int replayed, string said, _) = await CoinPilotProcess.RunAsync("replay", "--data", Path.Combine(_folder.In("kept"), "ma-cross"));
        Assert.True(replayed == 0, said);
    }

    [Theory]
    [InlineData("--latency", "none", "candle_ms")]
    [InlineData("--day", "2025-09-05", "2025-09-05")]
    [InlineData("--day", "2025-09-01T10:00", "whole day")]
    public async Task Parity_OfWhatPaperTradingCannotDo_IsRefusedByName(string option, string value, string named)
    {
        string candles = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 30);

        (int code, _, string errors) = await CoinPilotProcess.RunAsync("parity", "--candles", candles, "--strategy", "buy-and-hold", option, value);

        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
    }
}
