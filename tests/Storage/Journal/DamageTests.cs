using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class DamageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x80)]
    public async Task Open_BitFlippedAtEveryByteBeforeTheLastAppend_RefusesAndLocatesIt(int mask)
    {
        byte[] whole = await WriteAsync(segmentBytes: 1 << 20);
        List<ScannedAppend> appends = SegmentScan.Of("whole", whole).Appends;
        for (int at = 0; at < appends[^1].Offset; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)mask;
            await File.WriteAllBytesAsync(Journals.Segment(_folder), damaged);
            int frame = appends.Where(append => append.Offset <= at).Select(append => append.Offset).DefaultIfEmpty(0).Last();

            JournalDamagedException refused = Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder));
            Assert.Equal(frame, refused.Offset);
            Assert.Equal(Journals.Segment(_folder), refused.File);
            Assert.Throws<JournalDamagedException>(() => Journals.Reader(_folder).Verify());
            Assert.Throws<JournalDamagedException>(() => Journals.Reader(_folder).ReadAll().Count());
            Assert.Throws<JournalDamagedException>(() => Journals.Reader(_folder).Replay().Count());
            Assert.Equal(damaged, await File.ReadAllBytesAsync(Journals.Segment(_folder)));
        }
    }

    [Fact]
    public async Task Open_BitFlippedAtEveryByteOfEarlierSegments_RefusesAndNamesTheFile()
    {
        await WriteAsync(segmentBytes: 1);
        foreach (int number in new[] { 1, 2, 3 })
        {
            string file = Journals.Segment(_folder, number);
            byte[] whole = await File.ReadAllBytesAsync(file);
            for (int at = 0; at < whole.Length; at++)
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= 0x04;
                await File.WriteAllBytesAsync(file, damaged);
                Assert.Equal(file, Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder)).File);
                Assert.Throws<JournalDamagedException>(() => Journals.Reader(_folder).ReadAll().Count());
            }
            await File.WriteAllBytesAsync(file, whole);
        }
        Assert.Equal(5, Journals.Reader(_folder).Verify().Events);
    }

    [Fact]
    public async Task Open_DamagedPayload_NamesEntityAndSequence()
    {
        byte[] whole = await WriteAsync(segmentBytes: 1 << 20);
        ScannedAppend second = SegmentScan.Of("whole", whole).Appends[1];
        whole[second.Offset + second.Length - 1] ^= 1;
        await File.WriteAllBytesAsync(Journals.Segment(_folder), whole);
        JournalDamagedException refused = Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder));
        Assert.Equal(("a", 2L), (refused.EntityId, refused.Sequence));
        Assert.Contains("a #2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Open_SegmentRemoved_Refuses(int number)
    {
        await WriteAsync(segmentBytes: 1);
        File.Delete(Journals.Segment(_folder, number));
        Assert.Equal(Journals.Segment(_folder, number), Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder)).File);
        Assert.Throws<JournalDamagedException>(() => Journals.Reader(_folder).ReadAll().Count());
    }

    [Fact]
    public async Task Open_WholeAppendCutFromAnEarlierSegment_Refuses()
    {
        await using (FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 150 }))
        {
            for (int i = 0; i < 8; i++)
                await journal.MustAppendAsync($"entity-{i}", 0, new Note("one of its kind"));
        }
        byte[] first = await File.ReadAllBytesAsync(Journals.Segment(_folder));
        int lastAppend = SegmentScan.Of("first", first).Appends[^1].Offset;
        await File.WriteAllBytesAsync(Journals.Segment(_folder), first[..lastAppend]);
        JournalDamagedException refused = Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder));
        Assert.Equal(Journals.Segment(_folder, 2), refused.File);
    }

    [Fact]
    public async Task Open_AppendRewrittenWithAGoodChecksum_BreaksTheHashChain()
    {
        byte[] whole = await WriteAsync(segmentBytes: 1 << 20);
        ScannedAppend first = SegmentScan.Of("whole", whole).Appends[0];
        Span<byte> frame = whole.AsSpan(first.Offset, first.Length);
        frame[^1] ^= 1;
        FrameFormat.Seal(frame, FrameFormat.AppendMagic);
        await File.WriteAllBytesAsync(Journals.Segment(_folder), whole);
        JournalDamagedException refused = Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder));
        Assert.Equal(("a", 2L), (refused.EntityId, refused.Sequence));
        Assert.Throws<JournalDamagedException>(() => Journals.Reader(_folder).ReadAll().Count());
    }

    [Fact]
    public async Task Open_AppendTakenOut_BreaksTheSequence()
    {
        byte[] whole = await WriteAsync(segmentBytes: 1 << 20);
        ScannedAppend second = SegmentScan.Of("whole", whole).Appends[1];
        byte[] without = [.. whole[..second.Offset], .. whole[(second.Offset + second.Length)..]];
        await File.WriteAllBytesAsync(Journals.Segment(_folder), without);
        Assert.Equal(3, Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder)).Sequence);
    }

    [Fact]
    public async Task Open_SegmentOfAnotherJournal_Refuses()
    {
        await WriteAsync(segmentBytes: 1);
        using var other = new TempFolder();
        await using (FileJournal journal = FileJournal.Open(
            new FileJournalOptions(other.Path, TimeProvider.System, () => "another") { SegmentBytes = 1 }, new NoteCodec()))
        {
            await journal.MustAppendAsync("a", 0, new Note("1"));
            await journal.MustAppendAsync("a", 1, new Note("2"));
        }
        File.Copy(Journals.Segment(other, 2), Journals.Segment(_folder, 2), overwrite: true);
        Assert.Equal(Journals.Segment(_folder, 2), Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder)).File);
    }

    [Fact]
    public async Task Read_ChangedAfterOpen_IsDetected()
    {
        await WriteAsync(segmentBytes: 1 << 20);
        await using FileJournal journal = Journals.Open(_folder);
        byte[] bytes = await File.ReadAllBytesAsync(Journals.Segment(_folder));
        using (var file = new FileStream(Journals.Segment(_folder), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = bytes.Length - 1;
            file.WriteByte((byte)(bytes[^1] ^ 1));
        }
        Assert.Throws<JournalDamagedException>(() => journal.Read("a").Count());
    }

    private async Task<byte[]> WriteAsync(int segmentBytes)
    {
        await using (FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = segmentBytes }))
        {
            await journal.MustAppendAsync("a", 0, new Note("1"));
            await journal.MustAppendAsync("a", 1, new Note("2"));
            await journal.MustAppendAsync("b", 0, new Note("other"));
            await journal.MustAppendAsync("a", 2, new Note("3"), new Note("4"));
        }
        return await File.ReadAllBytesAsync(Journals.Segment(_folder));
    }
}
