using System.Text.Json;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class BooksTests
{
    [Fact]
    public async Task Restart_AfterAPrevention_FindsTheSameAccountAndOrders()
    {
        string folder = Directory.CreateTempSubdirectory("coinpilot-books-").FullName;
        try
        {
            string before = await RunAsync(folder, async scene =>
            {
                await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"1000010"}""");
                await scene.OrderAsync("""{"market":"KRW-BTC","side":"ask","ord_type":"limit","price":"100000000","volume":"0.006","identifier":"maker"}""");
                await scene.OrderAsync("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.002","smp_type":"reduce","identifier":"taker"}""");
            });

            Assert.Contains("\"prevented_volume\":\"0.002\"", before, StringComparison.Ordinal);
            Assert.Contains("\"smp_type\":\"reduce\"", before, StringComparison.Ordinal);
            Assert.Equal(before, await RunAsync(folder, _ => Task.CompletedTask));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string folder, Func<Scene, Task> act)
    {
        using ExchangeBooks books = ExchangeBooks.Open(folder, Money.Of(10_000_000));
        await using Scene scene = await PrivateSocketTests.SettledAsync(o => o with { Books = books });
        await act(scene);
        JsonElement maker = await scene.GetJsonAsync("/v1/order?identifier=maker");
        JsonElement taker = await scene.GetJsonAsync("/v1/order?identifier=taker");
        return (await scene.GetAsync("/v1/accounts")).Text + maker.GetRawText() + taker.GetRawText();
    }
}
