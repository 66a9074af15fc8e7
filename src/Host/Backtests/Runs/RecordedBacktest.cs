using System.Data.Common;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests.Reports;
using CoinPilot.App.Cli;
using CoinPilot.Runs;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>How a run ended, and its report where it has a result.</summary>
internal sealed record RunOutcome(RunRecord Run, BacktestReport? Report)
{
    public int ExitCode => Run.State == RunState.Succeeded ? Cli.ExitCode.Done : Cli.ExitCode.Failed;
}

/// <summary>A backtest as a run: journaled from PENDING to its end, its files in its folder.</summary>
/// <param name="store">Null for a run that nobody keeps.</param>
internal sealed class RecordedBacktest(RunStore? store, TimeProvider time)
{
    private const string Interrupted = "interrupted: its process was asked to stop";

    // A strategy may be in the middle of something that does not end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs it to its end, whatever that is. Throws <see cref="UsageException"/> where it cannot be recorded; then nothing was run.</summary>
    public async Task<RunOutcome> RunAsync(RunSetup setup, Action<double> onProgress, CancellationToken stop)
    {
        string runId = Guid.CreateVersion7().ToString();
        await using RunJournal journal = store?.Create(runId) ?? RunJournal.Unkept(runId, time);
        string? folder = store?.FolderOf(runId);
        RunLog log = new(runId, folder, time);
        await journal.RecordAsync(new RequestRun(runId, setup.Parameters, setup.DataHash, ProductInfo.Version, setup.RerunOf));
        store?.Copy(journal);
        log.Say($"PENDING engine {ProductInfo.Version} dataHash {setup.DataHash}");
        BacktestReport? report = null;
        try
        {
            await RecordAsync(journal, new StartRun(), log);
            log.Say("RUNNING");
            (BacktestResult result, report) = await ComputeAsync(runId, setup, folder, onProgress, stop);
            await RecordAsync(journal, new CompleteRun(result.ResultHash, RunFigures.Of(result)), log);
        }
        // Whatever it was, the run has no result, and says why.
        catch (Exception failure)
        {
            report = null;
            string reason = stop.IsCancellationRequested ? Interrupted : ReasonOf(failure);
            await RecordAsync(journal, new FailRun(reason), log);
        }
        log.Say(journal.Run!.State == RunState.Succeeded ? $"SUCCEEDED resultHash {journal.Run.ResultHash}" : $"FAILED {journal.Run.Reason}");
        return new RunOutcome(journal.Run!, report);
    }

    // What the database misses while it is away stands in the files, and the next verb that looks brings it in.
    private async Task RecordAsync(RunJournal journal, IRunCommand command, RunLog log)
    {
        await journal.RecordAsync(command);
        try
        {
            store?.Copy(journal);
        }
        catch (Exception away) when (away is DbException or IOException)
        {
            log.Say($"is not in the database yet: {away.Message}");
        }
    }

    private static async Task<(BacktestResult, BacktestReport)> ComputeAsync(
        string runId, RunSetup setup, string? folder, Action<double> onProgress, CancellationToken stop)
    {
        using OrderList? orders = folder is null ? null : new OrderList(folder);
        BacktestOptions options = setup.Options with { OnOrder = orders is null ? null : orders.Add };
        (BacktestResult result, double seconds) = await EndOf(BacktestRun.RunAsync(setup.Series, options, onProgress, stop), stop);
        BacktestReport report = BacktestReport.Of(result, setup.DataHash, setup.Series, setup.Options, seconds) with { RunId = runId };
        if (folder is not null)
            await ReportFiles.WriteAsync(folder, report, CancellationToken.None);
        return (result, report);
    }

    private static async Task<T> EndOf<T>(Task<T> work, CancellationToken stop)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = stop.Register(asked.SetResult);
        await Task.WhenAny(work, asked.Task);
        return await work.WaitAsync(work.IsCompleted ? Timeout.InfiniteTimeSpan : Patience, CancellationToken.None);
    }

    // What an actor threw names itself; anything else is told with its kind.
    private static string ReasonOf(Exception failure) =>
        failure is BacktestStoppedException or IOException or UsageException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";
}
