using System.Diagnostics;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Risk;

/// <summary>Decisions a second on one core: an entry is checked by its symbol, sized, and checked against the account, under the default limits.</summary>
internal static class RiskBenchmark
{
    private const int Decisions = 2_000_000;
    private const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        Measure(output, "every check passes", Account);
        Measure(output, "denied by the kill switch", Account with { KillSwitch = true });
        Measure(output, "denied by the last check", Account with { RecentEntries = 99 });
    }

    private static Timestamp Now => Timestamp.Utc(2025, 9, 1, 12);

    private static AccountView Account => new(false, false, true, Money.Of(8_000_000), Money.Of(10_000_000), Money.Of(2_000_000))
    {
        Equity = Money.Of(10_000_000), DayEquity = Money.Of(10_000_000), PeakEquity = Money.Of(10_100_000), Positions = 1, EntriesToday = 1,
        MarketTime = Now, PausedUntil = Now, LastEntryAt = Now - TimeSpan.FromHours(1), RecentEntries = 1,
    };

    private static void Measure(TextWriter output, string what, AccountView account)
    {
        Decide(account, Decisions / 10);
        (double perSecond, double bytes, int passed) = Enumerable.Range(0, Rounds).Select(_ => Time(account)).MaxBy(r => r.PerSecond);
        output.WriteLine($"{what,-28} {perSecond,12:N0} decisions/s  {bytes,6:N1} bytes each  {(passed == Decisions ? "allowed" : "denied")}");
    }

    private static (double PerSecond, double Bytes, int Passed) Time(in AccountView account)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        int passed = Decide(account, Decisions);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (Decisions / seconds, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Decisions, passed);
    }

    private static int Decide(in AccountView account, int count)
    {
        RiskLimits limits = RiskLimits.Default;
        MarketView market = new(Price.Of(150_000_000), Now);
        int passed = 0;
        for (int i = 0; i < count; i++)
        {
            OrderProposal order = new(OrderSide.Buy, IsReduction: false, limits.MinOrder, Price.None);
            if (RiskChecks.OfSymbol(order, null, market, limits, Now) is not null || RiskChecks.OfState(account) is not null)
                continue;
            Money funds = Sizing.EntryFunds(account, SizeBasis.Full, limits, out Denial? denial);
            denial ??= RiskChecks.OfAccount(order with { Value = funds }, account, limits);
            passed += denial is null ? 1 : 0;
        }
        return passed;
    }
}
