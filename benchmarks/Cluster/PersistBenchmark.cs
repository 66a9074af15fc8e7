using System.Diagnostics;
using Akka.Actor;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Benchmarks.Journal;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Persistence;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.Postgres;

namespace CoinPilot.Benchmarks.Clustering;

/// <summary>
/// Events per second that actors persist one by one, each waiting for its own to be durable, in a PostgreSQL server on this machine: through
/// Akka.Persistence.Sql on the engine on Akka, and through the in-process journal for comparison.
/// </summary>
internal static class PersistBenchmark
{
    private const int Rounds = 3;

    public static void Run(TextWriter output)
    {
        using PostgresCluster? server = PostgresCluster.TryStart(out string reason);
        if (server is null)
        {
            output.WriteLine($"persisting left out: {reason}");
            return;
        }
        foreach ((int actors, int each) in new[] { (1, 2_000), (100, 300) })
        {
            double akka = Enumerable.Range(0, Rounds).Max(_ => MeasureAkka(server.CreateDatabase(), actors, each));
            double alone = Enumerable.Range(0, Rounds).Max(_ => MeasureAlone(server.CreateDatabase(), actors, each));
            output.WriteLine($"persist, {actors,3} actors: akka {akka,10:N0} events/s, in process {alone,10:N0} events/s");
        }
    }

    private static double MeasureAkka(string database, int actors, int each)
    {
        using SymbolLeases leases = SymbolLeases.Join(new SymbolLeaseOptions(database, TimeProvider.System, () => "benchmark"));
        for (int i = 0; i < actors; i++)
            leases.TryTake($"KRW-C{i}");
        ActorSystem system = ActorSystem.Create("persist", AkkaSqlJournal.Settings(leases.WriterConnectionString).WithFallback(AkkaEngine.Settings));
        AkkaSqlJournal journal = new(system, new FillCodec(), TimeProvider.System);
        double rate = Measure(new AkkaEngine(system, TimeProvider.System, journal, NewId), actors, each);
        journal.DisposeAsync().AsTask().Wait();
        system.Terminate().Wait();
        return rate;
    }

    private static double MeasureAlone(string database, int actors, int each)
    {
        PostgresJournal journal = PostgresJournal.Open(new PostgresJournalOptions(database, TimeProvider.System, () => "benchmark"), new FillCodec());
        double rate = Measure(new LiveEngine(TimeProvider.System, journal, NewId), actors, each);
        journal.DisposeAsync().AsTask().Wait();
        return rate;
    }

    private static double Measure(IActorEngine engine, int actors, int each)
    {
        using CountdownEvent done = new(actors);
        ActorRef[] all = [.. Enumerable.Range(0, actors).Select(i => engine.Spawn($"KRW-C{i}", "busy", () => new BusyActor($"position/KRW-C{i}", each, done)))];
        foreach (ActorRef actor in all)
            engine.Ask<long>(actor, GetReceived.Instance, TimeSpan.FromMinutes(1)).Wait();
        long start = Stopwatch.GetTimestamp();
        foreach (ActorRef actor in all)
            engine.Tell(actor, Ping.Instance);
        done.Wait();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        engine.DisposeAsync().AsTask().Wait();
        return actors * (long)each / seconds;
    }

    private static string NewId() => Guid.CreateVersion7().ToString();
}
