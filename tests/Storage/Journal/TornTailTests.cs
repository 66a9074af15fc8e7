using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class TornTailTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_LastAppendCutAtEveryByte_CutsItWhole()
    {
        (byte[] whole, int lastFrame) = await WriteTwoAppendsAsync();
        for (int length = lastFrame; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Journals.Segment(_folder), whole[..length]);
            await using (FileJournal journal = Journals.Open(_folder))
            {
                Assert.Equal(length - lastFrame, journal.TornBytesCut);
                Assert.Equal(length > lastFrame, journal.TornMessage is not null);
                Assert.Equal(["1", "2"], journal.Read("a").Texts());
                await journal.MustAppendAsync("a", 2, new Note("anew"));
            }
            await using FileJournal again = Journals.Open(_folder);
            Assert.Equal(0, again.TornBytesCut);
            Assert.Equal(["1", "2", "anew"], again.Read("a").Texts());
        }
    }

    [Fact]
    public async Task Open_LastAppendGarbledAtEveryByte_CutsItWhole()
    {
        (byte[] whole, int lastFrame) = await WriteTwoAppendsAsync();
        for (int at = lastFrame; at < whole.Length; at++)
        {
            byte[] garbled = [.. whole];
            garbled[at] ^= 0x10;
            await File.WriteAllBytesAsync(Journals.Segment(_folder), garbled);
            await using FileJournal journal = Journals.Open(_folder);
            Assert.Equal(whole.Length - lastFrame, journal.TornBytesCut);
            Assert.Equal(["1", "2"], journal.Read("a").Texts());
        }
    }

    [Fact]
    public async Task Open_EndOfZeros_CutsThem()
    {
        (byte[] whole, _) = await WriteTwoAppendsAsync();
        await File.WriteAllBytesAsync(Journals.Segment(_folder), [.. whole, .. new byte[5000]]);
        await using FileJournal journal = Journals.Open(_folder);
        Assert.Equal(5000, journal.TornBytesCut);
        Assert.Equal(["1", "2", "3", "4", "5"], journal.Read("a").Texts());
    }

    [Fact]
    public async Task Open_FirstHeaderCutAtEveryByte_StartsAnew()
    {
        await using (Journals.Open(_folder))
        {
        }
        byte[] header = await File.ReadAllBytesAsync(Journals.Segment(_folder));
        for (int length = 0; length < header.Length; length++)
        {
            await File.WriteAllBytesAsync(Journals.Segment(_folder), header[..length]);
            await using FileJournal journal = Journals.Open(_folder);
            Assert.Equal(length, journal.TornBytesCut);
            await journal.MustAppendAsync("a", 0, new Note("1"));
        }
    }

    [Fact]
    public async Task Open_LaterHeaderCutAtEveryByte_GoesOnFromTheSegmentBefore()
    {
        FileJournalOptions options = Journals.Options(_folder) with { SegmentBytes = 1 };
        await using (FileJournal journal = Journals.Open(options))
        {
            await journal.MustAppendAsync("a", 0, new Note("1"));
            await journal.MustAppendAsync("a", 1, new Note("2"));
        }
        byte[] second = await File.ReadAllBytesAsync(Journals.Segment(_folder, 2));
        int headerBytes = SegmentScan.Of("second", second).HeaderFrame.Length;
        for (int length = 0; length <= headerBytes; length++)
        {
            await File.WriteAllBytesAsync(Journals.Segment(_folder, 2), second[..length]);
            await using FileJournal journal = Journals.Open(options);
            Assert.Equal(length == headerBytes ? 0 : length, journal.TornBytesCut);
            Assert.Equal(["1"], journal.Read("a").Texts());
            await journal.MustAppendAsync("a", 1, new Note("2"));
        }
    }

    [Fact]
    public async Task ReadOnly_TornEnd_ReadsUpToItAndWritesNothing()
    {
        (byte[] whole, int lastFrame) = await WriteTwoAppendsAsync();
        for (int length = lastFrame; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Journals.Segment(_folder), whole[..length]);
            JournalReader reader = Journals.Reader(_folder);
            Assert.Equal(["1", "2"], reader.ReadAll().Texts());
            Assert.Equal(length - lastFrame, reader.Verify().TornBytes);
            Assert.Equal(length, new FileInfo(Journals.Segment(_folder)).Length);
        }
    }

    private async Task<(byte[] Whole, int LastFrame)> WriteTwoAppendsAsync()
    {
        await using (FileJournal journal = Journals.Open(_folder))
        {
            await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
            await journal.MustAppendAsync("a", 2, new Note("3"), new Note("4"), new Note("5"));
        }
        byte[] whole = await File.ReadAllBytesAsync(Journals.Segment(_folder));
        return (whole, SegmentScan.Of("whole", whole).Appends[^1].Offset);
    }
}
