using System.Net;
using System.Net.NetworkInformation;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class ControlTests
{
    [Fact]
    public async Task Listener_AsStarted_IsOnLoopbackAlone()
    {
        await using Scene scene = await Scene.SyntheticAsync();
        IPEndPoint[] ends = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(e => e.Port == scene.Exchange.Uri.Port)];

        Assert.All(ends, e => Assert.True(IPAddress.IsLoopback(e.Address), e.ToString()));
        Assert.NotEmpty(ends);
    }

    [Theory]
    [InlineData("GET", "/control/state")]
    [InlineData("GET", "/control/orders")]
    [InlineData("GET", "/control/faults")]
    [InlineData("POST", "/control/faults")]
    [InlineData("DELETE", "/control/faults")]
    public void Control_FromAnotherAddress_HasNoRoute(string method, string path)
    {
        using var source = new TradeReplayMarket([Bars.Btc], [new TapeTrade(0, new(Scene.Opening, Price.Of(100), Quantity.Of(1), CoinPilot.Orders.OrderSide.Buy, 1))]);
        var options = new LocalExchangeOptions { Source = source, LoopbackOnly = false };
        using var floor = new TradingFloor(options);
        var router = new RestRouter(floor, new TokenCheck(null, options.Time), new Limits(null, floor.Terms), options);
        int Status(string? address, string call) => router.Answer(new RestRequest(method, call, "", null, null) { Address = address }).Answer.Status;

        Assert.Equal(404, Status("192.168.0.7", path));
        Assert.Equal(404, Status(null, path));
        Assert.NotEqual(404, Status("127.0.0.1", path));
    }
}
