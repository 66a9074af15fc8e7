using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>Draws the faults of a run. A run favours some kinds, so that kinds meet each other often.</summary>
internal static class FaultPlan
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    public static IReadOnlyList<Fault> Draw(SeededRandom random, int nodes, int symbols, TimeSpan length, FaultKind? favoured)
    {
        int favourites = 3 + random.NextInt(12);
        FaultKind[] kinds = [.. Enumerable.Range(0, favourites).Select(_ => Kinds[random.NextInt(Kinds.Length)])];
        int count = 2 + random.NextInt(40);
        List<Fault> faults = [];
        for (int number = 1; number <= count; number++)
        {
            FaultKind kind = kinds[random.NextInt(kinds.Length)];
            if (favoured is { } given && number % 2 == 0)
                kind = given;
            TimeSpan at = TimeSpan.FromMilliseconds(2_000 + random.NextInt((int)length.TotalMilliseconds - 2_000));
            faults.Add(new Fault(number, kind, at, LengthOf(kind, random), TargetOf(kind, random, nodes, symbols), DetailOf(kind, random)));
        }
        return [.. faults.OrderBy(f => f.At)];
    }

    private static TimeSpan LengthOf(FaultKind kind, SeededRandom random) => TimeSpan.FromMilliseconds(kind switch
    {
        FaultKind.Crash or FaultKind.CrashAtStep or FaultKind.CrashInAppend or FaultKind.CrashInSubmit or FaultKind.JournalFails => 100 + random.NextInt(random.NextInt(4) == 0 ? 90_000 : 5_000),
        FaultKind.Pause => 1_000 + random.NextInt(120_000),
        // Often short, so that the sleeper wakes before its heir has done anything.
        FaultKind.Zombie => 2_500 + random.NextInt(random.NextInt(2) == 0 ? 6_000 : 240_000),
        // Often longer than an entry may be sent again.
        FaultKind.VenueBusy or FaultKind.VenueError or FaultKind.VenueRefuses or FaultKind.VenueSilent or FaultKind.VenueStuck =>
            2_000 + random.NextInt(random.NextInt(2) == 0 ? 20_000 : 150_000),
        _ => 2_000 + random.NextInt(60_000),
    });

    private static int TargetOf(FaultKind kind, SeededRandom random, int nodes, int symbols) => kind switch
    {
        FaultKind.FeedGap or FaultKind.FeedRepeated or FaultKind.FeedReordered or FaultKind.StrategyThrows or FaultKind.LimitSell => random.NextInt(symbols),
        FaultKind.Zombie => 1 + random.NextInt(nodes - 1),
        FaultKind.Partition => 1 + random.NextInt((1 << nodes) - 2),
        _ => random.NextInt(nodes),
    };

    private static int DetailOf(FaultKind kind, SeededRandom random) => kind switch
    {
        FaultKind.CrashAtStep => random.NextInt(200),
        FaultKind.LimitSell => 1 + random.NextInt(20),
        FaultKind.ClockJump => random.NextInt(41) - 20,
        FaultKind.CrashInAppend or FaultKind.CrashInSubmit or FaultKind.JournalFails => random.NextInt(3),
        FaultKind.StrategyThrows => 1 + random.NextInt(8),
        _ => 10 + random.NextInt(91),
    };
}
