using CoinPilot.Simulation.Journal;
using CoinPilot.Values;

namespace CoinPilot.Tests.Simulation;

public sealed class SimulatedDiskTests
{
    private static readonly Frame First = new(1, EndsBatch: true, new Timestamp(1), "a", 1, [1, 2, 3]);
    private static readonly Frame Second = new(2, EndsBatch: false, new Timestamp(2), "b", 1, [4]);
    private static readonly Frame Third = new(3, EndsBatch: true, new Timestamp(2), "c", 1, [5, 6]);

    [Fact]
    public void Log_BatchTornAnywhere_ReadsWhatWasWholeBefore()
    {
        for (int length = 0; length <= Second.Encode().Length + Third.Encode().Length; length++)
        {
            EntityLog log = new();
            log.Write([First]);
            log.WriteTorn([Second, Third], length);

            Assert.Equal([1L], log.Read(strict: true).Select(f => f.Sequence));
        }
    }

    [Fact]
    public void Log_WriteAfterTornBatch_CutsItOff()
    {
        EntityLog log = new();
        log.Write([First]);
        log.WriteTorn([Second, Third], Second.Encode().Length);

        log.Write([Second, Third]);

        Assert.Equal([1L, 2L, 3L], log.Read(strict: true).Select(f => f.Sequence));
        Assert.Equal(3, log.Sequence);
    }

    [Fact]
    public void Store_ProcessThatLostTheEntity_IsRefused()
    {
        JournalStore store = new((_, _, _, _) => { });
        int old = store.Claim("x", process: 1);
        int heir = store.Claim("x", process: 2);

        Assert.IsType<JournalConflictException>(store.Write("x", old, 0, [First]));
        Assert.Throws<JournalConflictException>(() => store.Claim("x", process: 1));
        Assert.Null(store.Write("x", heir, 0, [First]));
        Assert.IsType<JournalConflictException>(store.Write("x", heir, 0, [First]));
    }
}
