using CoinPilot.Runs;
using CoinPilot.Values;

namespace CoinPilot.Tests.Runs;

public sealed class RunDeciderTests
{
    private static readonly Timestamp Now = Timestamp.Utc(2025, 9, 1, 12);

    private static readonly RunParameters Parameters = new(
        ValueList<string>.Of(["backtest"]), ValueList<RunStrategy>.Empty, ValueList<RunSetting>.Of([new("cash", "1000")]), ValueList<RunInput>.Empty);

    private static readonly RequestRun Request = new("r1", Parameters, "data", "1.0", "");
    private static readonly CompleteRun Complete = new("result", ValueList<RunFigure>.Of([new("return", 0.5)]));
    private static readonly FailRun Fail = new("no");

    public static TheoryData<RunState?, string, string?> Steps => new()
    {
        { null, nameof(Request), null }, { null, nameof(StartRun), RunDecider.Unknown }, { null, nameof(Complete), RunDecider.Unknown }, { null, nameof(Fail), RunDecider.Unknown },
        { RunState.Pending, nameof(Request), RunDecider.Exists }, { RunState.Pending, nameof(StartRun), null },
        { RunState.Pending, nameof(Complete), RunDecider.NotRunning }, { RunState.Pending, nameof(Fail), null },
        { RunState.Running, nameof(Request), RunDecider.Exists }, { RunState.Running, nameof(StartRun), RunDecider.NotPending },
        { RunState.Running, nameof(Complete), null }, { RunState.Running, nameof(Fail), null },
        { RunState.Succeeded, nameof(Request), RunDecider.Exists }, { RunState.Succeeded, nameof(StartRun), RunDecider.Ended },
        { RunState.Succeeded, nameof(Complete), RunDecider.Ended }, { RunState.Succeeded, nameof(Fail), RunDecider.Ended },
        { RunState.Failed, nameof(Request), RunDecider.Exists }, { RunState.Failed, nameof(StartRun), RunDecider.Ended },
        { RunState.Failed, nameof(Complete), RunDecider.Ended }, { RunState.Failed, nameof(Fail), RunDecider.Ended },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Decide_EveryCommandInEveryState_GoesForwardOrIsRefused(RunState? state, string command, string? refusal)
    {
        RunDecision decision = RunDecider.Decide(RunIn(state), CommandOf(command), Now);

        Assert.Equal(refusal, decision.Refusal);
        Assert.Equal(refusal is null, decision.Event is not null);
    }

    [Fact]
    public void Run_ThatSucceeds_KeepsWhatItWasAskedAndWhatCameOut()
    {
        RunRecord run = RunIn(RunState.Succeeded)!;

        Assert.Equal((RunState.Succeeded, "result", 0.5), (run.State, run.ResultHash, run.Find("return")));
        Assert.Equal((Request.RunId, Parameters, Request.DataHash, Now), (run.RunId, run.Request.Parameters, run.Request.DataHash, run.EndedAt));
        Assert.Null(run.Find("sharpe"));
    }

    [Fact]
    public void Run_ThatFails_SaysWhy() => Assert.Equal(("no", "", Now), (RunIn(RunState.Failed)!.Reason, RunIn(RunState.Failed)!.ResultHash, RunIn(RunState.Failed)!.EndedAt));

    [Fact]
    public void Run_AfterAnyCommands_HasOnlyGoneForward() => Property.Holds(500, random =>
    {
        IRunCommand[] commands = [Request, new StartRun(), Complete, Fail];
        RunRecord? run = null;
        List<IRunEvent> journal = [];
        for (int i = random.Next(12); i > 0; i--)
        {
            RunDecision decision = RunDecider.Decide(run, commands[random.Next(commands.Length)], Now);
            if (decision.Event is not { } @event)
                continue;
            RunRecord next = RunRecord.Apply(run, @event);
            Assert.True(run is null || (next.State > run.State && !run.HasEnded), $"{run?.State} became {next.State}");
            journal.Add(@event);
            run = next;
        }
        Assert.Equal(run, journal.Aggregate((RunRecord?)null, RunRecord.Apply));
    });

    [Fact]
    public void Apply_OfAnEventThatCannotBe_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => RunRecord.Apply(null, new RunStarted(Now)));
        Assert.Throws<InvalidOperationException>(() => RunRecord.Apply(RunIn(RunState.Pending), new RunSucceeded("", ValueList<RunFigure>.Empty, Now)));
        Assert.Throws<InvalidOperationException>(() => RunRecord.Apply(RunIn(RunState.Failed), new RunFailed("again", Now)));
        Assert.Throws<InvalidOperationException>(() => RunRecord.Apply(RunIn(RunState.Running), new Teleported(Now)));
    }

    private static RunRecord? RunIn(RunState? state)
    {
        IRunCommand[] commands = state switch
        {
            RunState.Pending => [Request],
            RunState.Running => [Request, new StartRun()],
            RunState.Succeeded => [Request, new StartRun(), Complete],
            RunState.Failed => [Request, new StartRun(), Fail],
            _ => [],
        };
        return commands.Aggregate((RunRecord?)null, (run, command) => RunRecord.Apply(run, RunDecider.Decide(run, command, Now).Event!));
    }

    private static IRunCommand CommandOf(string name) => name switch
    {
        nameof(Request) => Request,
        nameof(StartRun) => new StartRun(),
        nameof(Complete) => Complete,
        _ => Fail,
    };

    private sealed record Teleported(Timestamp At) : IRunEvent;
}
