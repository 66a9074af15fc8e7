using System.Diagnostics;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Matching;

/// <summary>Orders a second through the matching engine, accounts, locks, fees and identifiers included, and the bytes that each allocates.</summary>
internal static class MatchingBenchmark
{
    private const int Orders = 400_000;
    private const int Runs = 5;

    private static readonly Symbol Market = Symbol.Parse("KRW-XRP");
    private static readonly Timestamp Now = Timestamp.Utc(2025, 9, 1);

    public static void Run(TextWriter output)
    {
        Measure(output, "limits rest in a deep book, then are cancelled", Money.Of(20_000_000), RestAndCancel);
        Measure(output, "limits cross each other, filled by price and age", Money.Zero, Cross);
        Measure(output, "ioc limits take what others offer", Money.Of(20_000_000), Take);
        Measure(output, "mixed: rest, cross, take, cancel", Money.Of(300_000), Mix);
    }

    private static void Measure(TextWriter output, string name, Money levelFunds, Func<VenueCore, VenueOrderRequest[], int> run)
    {
        double best = 0;
        long bytes = 0;
        for (int i = 0; i < Runs; i++)
        {
            (VenueCore core, VenueOrderRequest[] requests) = Prepare(levelFunds);
            GC.Collect();
            long before = GC.GetAllocatedBytesForCurrentThread();
            long began = Stopwatch.GetTimestamp();
            int done = run(core, requests);
            double perSecond = done / Stopwatch.GetElapsedTime(began).TotalSeconds;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / done;
            best = Math.Max(best, perSecond);
        }
        output.WriteLine($"{name,-52}{best,12:N0} orders/s{bytes,8:N0} bytes/order");
    }

    private static (VenueCore Core, VenueOrderRequest[] Requests) Prepare(Money levelFunds)
    {
        string[] ids = [.. Enumerable.Range(0, 4 * Orders).Select(i => $"{i:D8}")];
        int next = 0;
        VenueCore core = new(new VenueRules { LevelFunds = levelFunds, FinishedOrdersKept = 1_000 }, Money.Of(900_000_000_000m), new Deaf(), () => ids[next++]);
        VenueMarket market = core.AddMarket(Market);
        core.Deposit(market, Quantity.Of(1_000_000_000m), Money.Zero);
        core.OnTrade(market, new Trade(Now, Price.Of(3_000), Quantity.Of(1), OrderSide.Buy, 1));
        SeededRandom random = new(1);
        return (core, [.. Enumerable.Range(0, Orders).Select(_ => Request(random))]);
    }

    private static VenueOrderRequest Request(SeededRandom random) => new(
        Market, random.NextInt(2) == 0 ? OrderSide.Buy : OrderSide.Sell, OrderType.Limit, TimeInForce.Gtc,
        Quantity.Of(10 + random.NextInt(50)), Price.Of(2_900 + random.NextInt(200)), Money.Zero, "");

    private static int RestAndCancel(VenueCore core, VenueOrderRequest[] requests)
    {
        const int Deep = 10_000;
        string[] open = new string[Deep];
        for (int i = 0; i < requests.Length; i++)
        {
            VenueOrderRequest request = requests[i];
            Price price = Price.Of(request.Side == OrderSide.Buy ? 2_000 + i % 900 : 4_000 + i % 900);
            if (open[i % Deep] is { } oldest)
                core.Cancel(oldest, Now);
            open[i % Deep] = core.Place(request with { Price = price }, Now).Order!.VenueOrderId;
        }
        return requests.Length;
    }

    private static int Cross(VenueCore core, VenueOrderRequest[] requests)
    {
        foreach (VenueOrderRequest request in requests)
            core.Place(request, Now);
        return requests.Length;
    }

    private static int Take(VenueCore core, VenueOrderRequest[] requests)
    {
        foreach (VenueOrderRequest request in requests)
            core.Place(request with { TimeInForce = TimeInForce.Ioc, Price = Price.Of(request.Side == OrderSide.Buy ? 3_010 : 2_990) }, Now);
        return requests.Length;
    }

    private static int Mix(VenueCore core, VenueOrderRequest[] requests)
    {
        for (int i = 0; i < requests.Length; i++)
        {
            VenueOrder order = core.Place(requests[i], Now).Order!;
            if (i % 4 == 0 && order.State == VenueOrderState.Waiting)
                core.Cancel(order.VenueOrderId, Now);
        }
        return requests.Length;
    }

    private sealed class Deaf : IVenueListener
    {
        public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
        {
        }
    }
}
