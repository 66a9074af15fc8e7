using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.Postgres;
using static CoinPilot.Tests.Storage.Postgres.SharedJournals;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Leases of symbols: taken, renewed, lost and given up, by the database's clock.</summary>
public sealed class SymbolLeaseTests(PostgresServer server)
{
    [Fact]
    public void TryTake_HeldByAnother_GivesNothingUntilItIsReleased()
    {
        string database = server.RequireDatabase();
        using SymbolLeases one = Join(database);
        using SymbolLeases two = Join(database);
        SymbolLease held = Assert.NotNull(one.TryTake(Btc));
        Assert.Null(two.TryTake(Btc));
        Assert.NotNull(two.TryTake("KRW-ETH"));

        one.Release(held);

        Assert.True(Assert.NotNull(two.TryTake(Btc)).Token > held.Token);
        Assert.NotEqual(one.Node, two.Node);
        Assert.Equal(one.JournalId, two.JournalId);
    }

    [Fact]
    public void TryTake_TwiceByTheSameNode_GivesItOnce()
    {
        using SymbolLeases node = Join(server.RequireDatabase());
        Assert.NotNull(node.TryTake(Btc));
        Assert.Null(node.TryTake(Btc));
    }

    [Fact]
    public async Task TryTake_ByManyAtOnce_GivesItToOne()
    {
        string database = server.RequireDatabase();
        SymbolLeases[] nodes = [.. Enumerable.Range(0, 6).Select(_ => Join(database))];
        SymbolLease?[] taken = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.TryTake(Btc))));
        Assert.Single(taken, t => t is not null);
        foreach (SymbolLeases node in nodes)
            node.Dispose();
    }

    [Theory]
    [InlineData(-40_000)]
    [InlineData(40_000)]
    public void TryTake_ByAHostWhoseClockIsFarOff_IsTheSame(int daysOff)
    {
        string database = server.RequireDatabase();
        using SymbolLeases one = Join(database);
        using SymbolLeases two = SymbolLeases.Join(Options(database) with { Time = new ClockFarOff(TimeSpan.FromDays(daysOff)) });
        Assert.NotNull(one.TryTake(Btc));
        Assert.Null(two.TryTake(Btc));
        Expire(database, Btc);
        Assert.NotNull(two.TryTake(Btc));
    }

    [Fact]
    public async Task Holder_WhoseLeaseIsRenewed_KeepsItPastItsLife()
    {
        string database = server.RequireDatabase();
        using SymbolLeases node = Join(database, TimeSpan.FromSeconds(1));
        using SymbolLeases other = Join(database);
        SymbolLease held = Assert.NotNull(node.TryTake(Btc));
        DateTimeOffset? first = SymbolLeases.List(database).Single().Expires;
        await Until.TrueAsync(() => SymbolLeases.List(database).Single().Expires > first + TimeSpan.FromSeconds(1));
        Assert.Null(other.TryTake(Btc));
        Assert.True(node.IsSafe);
        Assert.Equal(held.Token, SymbolLeases.List(database).Single().Token);
    }

    [Fact]
    public async Task Holder_WhoseLeaseAnotherTook_LosesThemAll()
    {
        string database = server.RequireDatabase();
        using SymbolLeases old = Join(database, TimeSpan.FromSeconds(1));
        Assert.NotNull(old.TryTake(Btc));
        PostgresJournals.Execute(database, "UPDATE coinpilot.symbol_lease SET node = node + 1000, token = token + 1");
        Assert.Contains(Btc, await old.Lost.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(old.IsSafe);
        Assert.Null(old.TryTake("KRW-ETH"));
    }

    [Fact]
    public void Holder_ThatStoodStill_KnowsItByItsOwnClockAtOnce()
    {
        StandingClock time = new();
        using SymbolLeases node = SymbolLeases.Join(Options(server.RequireDatabase()) with { Time = time, Life = TimeSpan.FromMinutes(5) });
        Assert.NotNull(node.TryTake(Btc));
        Assert.True(node.IsSafe);
        time.Passed = TimeSpan.FromMinutes(5);
        Assert.False(node.IsSafe);
    }

    [Fact]
    public async Task Abandon_Always_LetsTheNextOneInAndThisOneWriteNothing()
    {
        string database = server.RequireDatabase();
        using SymbolLeases node = Join(database);
        using SymbolLeases next = Join(database);
        node.TryTake(Btc);
        node.Abandon("cut off");
        Assert.Equal("cut off", await node.Lost);
        Assert.False(node.IsSafe);
        AssertFenced(() => Insert(node, "position/KRW-BTC", 1));
        Assert.NotNull(next.TryTake(Btc));
        Assert.Null(node.TryTake("KRW-ETH"));
    }

    [Fact]
    public void List_AfterTakingAndReleasing_TellsOwnerTokenAndExpiry()
    {
        string database = server.RequireDatabase();
        Assert.Empty(SymbolLeases.List(database));
        using SymbolLeases node = Join(database);
        node.TryTake(Btc);
        node.Release(Assert.NotNull(node.TryTake("KRW-ETH")));
        IReadOnlyList<SymbolLeaseHolder> all = SymbolLeases.List(database);
        Assert.Equal([(Btc, node.Node, true), ("KRW-ETH", 0L, false)], all.Select(l => (l.Name, l.Node, l.IsHeld)));
        Assert.Equal((Environment.ProcessId, Environment.MachineName), (all[0].ProcessId, all[0].Host));
        Assert.Null(all[1].Expires);
    }

    private sealed class ClockFarOff(TimeSpan off) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + off;
    }

    /// <summary>Its time passes when the test says.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private long _passed;

        public TimeSpan Passed { set => Interlocked.Exchange(ref _passed, value.Ticks); }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _passed);
    }
}
