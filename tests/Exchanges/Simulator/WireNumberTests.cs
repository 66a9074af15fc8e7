using System.Text.Json;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>The venue spells numbers differently from format to format; the client must be shown all of it.</summary>
public sealed class WireNumberTests
{
    [Theory]
    [InlineData("DEFAULT", "trade_price", "100000000.0")]
    [InlineData("DEFAULT", "trade_volume", "0.00079276")]
    [InlineData("DEFAULT", "best_ask_price", "100001000")]
    [InlineData("SIMPLE", "tp", "100000000")]
    [InlineData("SIMPLE", "tv", "7.9276E-4")]
    public async Task Trade_InEachFormat_IsSpeltAsTheVenueDoes(string format, string key, string expected)
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Btc, [Bars.At(0, 100_000_000, 100_000_000, 100_000_000, 100_000_000, 0.00079276m)])]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-BTC\"", format: format);
        JsonElement trade = await socket.NextAsync();

        Assert.Equal(expected, trade.GetProperty(key).GetRawText());
    }

    [Theory]
    [InlineData("0.0001", "1.0E-4")]
    [InlineData("0.00000001", "1.0E-8")]
    [InlineData("0.0000012", "1.2E-6")]
    [InlineData("0.001", "0.001")]
    [InlineData("2.5", "2.5")]
    [InlineData("3", "3")]
    [InlineData("12345678901234", "12345678901234")]
    public async Task Volume_InSimple_UsesAnExponentBelowAThousandth(string volume, string expected)
    {
        await using Scene scene = await Scene.ReplayAsync([(Bars.Doge, [Bars.At(0, 0.00000333m, 0.00000333m, 0.00000333m, 0.00000333m, decimal.Parse(volume))])]);
        using RawSocket socket = await scene.SocketAsync();
        await socket.SubscribeAsync("trade", "\"KRW-DOGE\"", format: "SIMPLE");
        JsonElement trade = await socket.NextAsync();

        Assert.Equal(expected, trade.GetProperty("tv").GetRawText());
        Assert.Equal("0.00000333", trade.GetProperty("tp").GetRawText());
    }
}
