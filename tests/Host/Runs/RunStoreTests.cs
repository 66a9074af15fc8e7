using CoinPilot.App.Backtests.Runs;
using CoinPilot.Runs;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Runs;

public sealed class RunStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _problems = [];

    private RunStore Store => new(_folder.Path, TimeProvider.System);

    [Fact]
    public async Task Run_WhoseJournalIsHeld_IsLeftAloneAndFailedOnceItIsFree()
    {
        string id = Guid.CreateVersion7().ToString();
        RunJournal journal = Store.Create(id);
        await journal.RecordAsync(Request(id));
        await journal.RecordAsync(new StartRun());
        RunRecord held = Assert.Single(await ReadAllAsync());
        await journal.DisposeAsync();

        RunRecord[] free = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => Assert.Single(await Store.ReadAllAsync(_ => { }))));
        RunRecord after = Assert.Single(await ReadAllAsync());

        Assert.Equal((RunState.Running, RunState.Failed), (held.State, after.State));
        // Who looks at the same moment may still see it as it was; there is only one end.
        Assert.All(free, run => Assert.True(run.State == RunState.Running || run == after));
        Assert.Equal(3, Lines(id));
    }

    [Fact]
    public async Task Folder_WithoutAnEvent_IsNoRun()
    {
        Directory.CreateDirectory(Path.Combine(Store.FolderOf(Guid.CreateVersion7().ToString()), "journal"));
        Directory.CreateDirectory(Store.FolderOf(Guid.CreateVersion7().ToString()));
        Directory.CreateDirectory(Store.FolderOf("notes"));
        await Store.Create(Guid.CreateVersion7().ToString()).DisposeAsync();

        Assert.Empty(await ReadAllAsync());
    }

    [Fact]
    public async Task Journal_ThatIsDamaged_IsToldAndKeepsNoOtherFromBeingRead()
    {
        string good = await KeepAsync(), bad = await KeepAsync();
        string segment = Assert.Single(Directory.GetFiles(Path.Combine(Store.FolderOf(bad), "journal"), "*.cpj"));
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        Assert.Equal(good, Assert.Single(await ReadAllAsync()).RunId);
        Assert.Contains($"run {bad}: ", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OfACommandThatTheStateRulesOut_IsRefusedAndJournalsNothing()
    {
        string id = Guid.CreateVersion7().ToString();
        await using RunJournal journal = Store.Create(id);
        await journal.RecordAsync(Request(id));

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => journal.RecordAsync(new CompleteRun("", ValueList<RunFigure>.Empty)));

        Assert.Contains(RunDecider.NotRunning, refused.Message, StringComparison.Ordinal);
        Assert.Single(journal.Events);
    }

    public void Dispose() => _folder.Dispose();

    private static RequestRun Request(string id) => new(
        id, new RunParameters(ValueList<string>.Empty, ValueList<RunStrategy>.Empty, ValueList<RunSetting>.Empty, ValueList<RunInput>.Empty), "", "", "");

    private async Task<string> KeepAsync()
    {
        string id = Guid.CreateVersion7().ToString();
        await using RunJournal journal = Store.Create(id);
        await journal.RecordAsync(Request(id));
        await journal.RecordAsync(new FailRun("done"));
        return id;
    }

    private int Lines(string id)
    {
        using var journal = Storage.Files.Journal.FileJournal.OpenReadOnly(Path.Combine(Store.FolderOf(id), "journal"), new Actors.Wire.EventCodec());
        return journal.ReadAll().Count();
    }

    private Task<IReadOnlyList<RunRecord>> ReadAllAsync() => Store.ReadAllAsync(_problems.Add);
}
