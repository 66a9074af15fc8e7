using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class SnapshotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Snapshot_AfterReopen_IsThere()
    {
        await SaveAsync();
        await using FileJournal journal = Journals.Open(_folder);
        Assert.Equal((2L, new Note("state")), journal.ReadSnapshot("position/KRW-BTC"));
        Assert.Null(journal.ReadSnapshot("position/KRW-ETH"));
        Assert.Equal(0, journal.FailedSnapshots);
    }

    [Fact]
    public async Task Snapshot_DamagedAtEveryByte_IsPassedOverAndCounted()
    {
        await SaveAsync();
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "snapshots")));
        byte[] whole = await File.ReadAllBytesAsync(file);
        await using FileJournal journal = Journals.Open(_folder);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x20;
            await File.WriteAllBytesAsync(file, damaged);
            Assert.Null(journal.ReadSnapshot("position/KRW-BTC"));
            await File.WriteAllBytesAsync(file, whole[..at]);
            Assert.Null(journal.ReadSnapshot("position/KRW-BTC"));
        }
        Assert.Equal(2 * whole.Length, journal.FailedSnapshots);
        Assert.Equal(2, journal.Read("position/KRW-BTC").Count());
    }

    [Fact]
    public async Task Snapshot_AheadOfTheJournal_IsPassedOver()
    {
        await SaveAsync();
        File.Delete(Journals.Segment(_folder));
        await using FileJournal journal = Journals.Open(_folder);
        Assert.Null(journal.ReadSnapshot("position/KRW-BTC"));
        Assert.Equal(1, journal.FailedSnapshots);
    }

    [Fact]
    public async Task Snapshot_OfAnotherJournal_IsPassedOver()
    {
        await SaveAsync();
        File.Delete(Journals.Segment(_folder));
        await using FileJournal journal = Journals.Open(Journals.Options(_folder) with { NewId = () => "another" });
        await journal.MustAppendAsync("position/KRW-BTC", 0, new Note("1"), new Note("2"));
        Assert.Null(journal.ReadSnapshot("position/KRW-BTC"));
    }

    [Fact]
    public async Task Snapshot_Unwritable_IsCountedAndHurtsNothing()
    {
        await using FileJournal journal = Journals.Open(_folder);
        await journal.MustAppendAsync("a", 0, new Note("1"));
        journal.SaveSnapshot("a", 1, new Unwritable());
        await Until.TrueAsync(() => journal.FailedSnapshots == 1);
        await Until.TrueAsync(() => journal.ReadSnapshot("a") is null);
        await journal.MustAppendAsync("a", 1, new Note("2"));
    }

    private async Task SaveAsync()
    {
        await using FileJournal journal = Journals.Open(_folder);
        await journal.MustAppendAsync("position/KRW-BTC", 0, new Note("1"), new Note("2"));
        journal.SaveSnapshot("position/KRW-BTC", 2, new Note("state"));
    }
}
