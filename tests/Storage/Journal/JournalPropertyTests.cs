using System.Security.Cryptography;
using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class JournalPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Reopen_AfterRandomAppends_GivesEqualEventsAndAWholeChain(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var model = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        FileJournalOptions options = Journals.Options(folder) with { SegmentBytes = random.Next(1, 4000), GroupBytes = random.Next(1, 2000) };
        for (int run = 0; run < 4; run++)
        {
            await using FileJournal journal = Journals.Open(options);
            AssertEqual(model, journal, seed);
            await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => AppendSomething(journal, model, random)).ToArray());
            AssertEqual(model, journal, seed);
        }
        AssertChain([.. Journals.Reader(folder).ReadAll()], model.Values.Sum(events => events.Count), seed);
        Assert.Equal(model.Values.Sum(events => events.Count), Journals.Reader(folder).Verify().Events);
    }

    [Fact]
    public async Task Reopen_PrefixOfAnyLength_HasEveryAcknowledgedAppendAndNoHalfOne()
    {
        const int seed = 20250901;
        var random = new Random(seed);
        using var folder = new TempFolder();
        var acknowledged = new List<(long FileBytes, string EntityId, long Sequence)>();
        await using (FileJournal journal = Journals.Open(folder))
        {
            long[] sequences = new long[5];
            for (int i = 0; i < 200; i++)
            {
                int entity = random.Next(5);
                int count = random.Next(1, 4);
                Note[] events = [.. Enumerable.Range(0, count).Select(n => new Note($"{n + 1}/{count}"))];
                await journal.MustAppendAsync($"e{entity}", sequences[entity], events);
                sequences[entity] += count;
                acknowledged.Add((new FileInfo(Journals.Segment(folder)).Length, $"e{entity}", sequences[entity]));
            }
        }
        byte[] whole = await File.ReadAllBytesAsync(Journals.Segment(folder));
        for (int trial = 0; trial < 150; trial++)
        {
            int length = random.Next(whole.Length + 1);
            using var killed = new TempFolder();
            await File.WriteAllBytesAsync(Journals.Segment(killed), whole[..length]);
            await using FileJournal journal = Journals.Open(killed);
            foreach ((long fileBytes, string entityId, long sequence) in acknowledged)
            {
                bool isThere = journal.Read(entityId, sequence - 1).Any();
                Assert.True(isThere == fileBytes <= length, $"seed {seed}, prefix {length}: {entityId} #{sequence}");
            }
            Assert.All(journal.Read("e0"), e => Assert.NotNull(e.Event));
        }
    }

    private static Task AppendSomething(FileJournal journal, Dictionary<string, List<string>> model, Random random)
    {
        string entityId = $"entity/{random.Next(12)}-비트";
        if (!model.TryGetValue(entityId, out List<string>? events))
            model.Add(entityId, events = []);
        Note[] notes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new Note(new string((char)random.Next(32, 2000), random.Next(60))))];
        long expected = events.Count;
        events.AddRange(notes.Select(note => note.Text));
        return journal.MustAppendAsync(entityId, expected, notes);
    }

    private static void AssertEqual(Dictionary<string, List<string>> model, FileJournal journal, int seed)
    {
        foreach ((string entityId, List<string> events) in model)
        {
            JournalEvent[] read = [.. journal.Read(entityId)];
            Assert.True(events.SequenceEqual(read.Texts()), $"seed {seed}: {entityId}");
            AssertChain(read, events.Count, seed);
            int after = events.Count / 2;
            Assert.True(events.Skip(after).SequenceEqual(journal.Read(entityId, after).Texts()), $"seed {seed}: {entityId} after {after}");
        }
    }

    // The hash is computed here from the documented layout, not by the journal's own code.
    private static void AssertChain(JournalEvent[] events, int count, int seed)
    {
        Assert.Equal(count, events.Length);
        var ends = new Dictionary<string, (long Sequence, byte[] Hash)>(StringComparer.Ordinal);
        foreach (JournalEvent @event in events)
        {
            (long sequence, byte[] hash) = ends.GetValueOrDefault(@event.EntityId, (0, new byte[32]));
            byte[] computed = SHA256.HashData(EnvelopeOracle.Bytes(@event));
            Assert.True(@event.Sequence == sequence + 1, $"seed {seed}: {@event.EntityId} #{@event.Sequence}");
            Assert.True(@event.PreviousHash.Span.SequenceEqual(hash), $"seed {seed}: {@event.EntityId} #{@event.Sequence} previous");
            Assert.True(@event.Hash.Span.SequenceEqual(computed), $"seed {seed}: {@event.EntityId} #{@event.Sequence} hash");
            ends[@event.EntityId] = (@event.Sequence, computed);
        }
    }
}
