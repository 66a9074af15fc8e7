using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.Storage.Files.Sessions;

namespace CoinPilot.Tests.Storage.Sessions;

public sealed class SessionLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StoppedTime _time = new();
    private readonly List<string> _alerts = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Session_OfSeveralSegments_ReadsAsItWasWritten()
    {
        (int, byte[])[] written = [.. Enumerable.Range(0, 200).Select(i => (i % 3, Enumerable.Range(0, i).Select(b => (byte)b).ToArray()))];
        string session = Record(written, segmentBytes: 1_000);

        SessionReader reader = SessionReader.Open(session)!;

        Assert.Equal([7, 8, 9], reader.Setup);
        Assert.Equal(written, reader.ReadFrames().Select(f => (f.Worker, f.Entries.ToArray())), (a, b) => a.Item1 == b.Item1 && a.Item2.AsSpan().SequenceEqual(b.Item2));
        Assert.Equal((0, null), (reader.TornBytes, reader.GivenUp));
        Assert.True(Directory.GetFiles(session).Length > 10);
        Assert.Empty(_alerts);
    }

    [Fact]
    public void Session_CutOffAnywhereInItsLastSegment_GivesTheFramesBefore()
    {
        string session = Record([.. Enumerable.Range(0, 5).Select(i => (0, new byte[] { (byte)i, 1, 2, 3 }))]);
        string file = Directory.GetFiles(session).Single();
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            SessionReader? reader = SessionReader.Open(session);
            RecordedFrame[] frames = [.. reader?.ReadFrames() ?? []];

            Assert.Equal(Enumerable.Range(0, frames.Length), frames.Select(f => (int)f.Entries.Span[0]));
            Assert.Equal(length == whole.Length, frames.Length == 5);
            Assert.True(reader is not null || length < whole.Length / 2);
        }
    }

    [Fact]
    public void Session_WithOneBitChanged_NamesFileAndByte()
    {
        string session = Record([.. Enumerable.Range(0, 5).Select(i => (0, new byte[] { (byte)i, 1, 2, 3 }))]);
        string file = Directory.GetFiles(session).Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(file, bytes);

        SessionDamagedException damaged = Assert.Throws<SessionDamagedException>(() => SessionReader.Open(session)!.ReadFrames().Count());

        Assert.StartsWith($"{file} byte {damaged.Position}: ", damaged.Message, StringComparison.Ordinal);
        Assert.InRange(damaged.Position, 1, bytes.Length / 2);
    }

    [Fact]
    public void Session_WithoutOneFrameOrSegment_IsFoundOut()
    {
        string session = Record([.. Enumerable.Range(0, 300).Select(i => (0, new byte[50]))], segmentBytes: 1_000);
        string[] segments = [.. Directory.GetFiles(session).Order(StringComparer.Ordinal)];
        byte[] second = File.ReadAllBytes(segments[1]);
        int first = second.AsSpan().IndexOf("CPSF"u8);
        int next = first + 4 + second.AsSpan(first + 4).IndexOf("CPSF"u8);
        File.WriteAllBytes(segments[1], [.. second[..first], .. second[next..]]);
        Assert.Contains("is missing", Assert.Throws<SessionDamagedException>(() => SessionReader.Open(session)!.ReadFrames().Count()).Message, StringComparison.Ordinal);

        File.Delete(segments[1]);
        Assert.Throws<SessionDamagedException>(() => SessionReader.Open(session)!.ReadFrames().Count());
        File.Delete(segments[0]);
        Assert.Contains("first segment is missing", Assert.Throws<SessionDamagedException>(() => SessionReader.Open(session)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OnAFullDisk_EndsTheRecordingWithOneAlert()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here to fill a disk with");
        string session = Path.Combine(_folder.Path, "20250901T000000.000000Z");
        Directory.CreateDirectory(session);
        File.CreateSymbolicLink(Path.Combine(session, "000002.cps"), "/dev/full");
        using SessionLog log = SessionLog.Begin(Options(segmentBytes: 500), [7]);
        for (int i = 0; i < 50; i++)
            log.Write(0, new byte[50]);

        Assert.False(log.IsKept);
        Assert.Contains("No space left", Assert.Single(_alerts), StringComparison.OrdinalIgnoreCase);
        File.Delete(Path.Combine(session, "000002.cps"));
        Assert.InRange(SessionReader.Open(session)!.ReadFrames().Count(), 1, 10);
    }

    [Fact]
    public void GiveUp_InTheMiddle_IsToldAndStandsInTheRecording()
    {
        using (SessionLog log = SessionLog.Begin(Options(), [7]))
        {
            log.Write(0, [1]);
            log.GiveUp("no schema");
            log.GiveUp("again");
            log.Write(0, [2]);
        }
        SessionReader reader = SessionReader.Open(Assert.Single(SessionFolder.List(_folder.Path)))!;

        Assert.Single(reader.ReadFrames());
        Assert.Equal("no schema", reader.GivenUp);
        Assert.Equal(["no schema"], _alerts);
    }

    [Fact]
    public void Begin_WithOldAndManySessions_DropsTheOldestWhole()
    {
        string aged = Record([(0, new byte[10])]);
        _time.Now += TimeSpan.FromDays(31);
        string large = Record([.. Enumerable.Range(0, 10).Select(_ => (0, new byte[9_000]))]);
        _time.Now += TimeSpan.FromDays(1);
        string small = Record([(0, new byte[10])], mostBytes: 150_000);
        Assert.Equal([large, small], SessionFolder.List(_folder.Path));
        _time.Now += TimeSpan.FromDays(1);

        string last = Record([(0, new byte[10])], mostBytes: 60_000);

        Assert.False(Directory.Exists(aged));
        Assert.Equal([small, last], SessionFolder.List(_folder.Path));
    }

    [Fact]
    public void Write_PastTheLimitOfAllSessions_EndsTheRecording()
    {
        string session = Record([.. Enumerable.Range(0, 100).Select(_ => (0, new byte[9_000]))], mostBytes: 200_000);

        Assert.Contains("limit of 200000 bytes", Assert.Single(_alerts), StringComparison.Ordinal);
        Assert.InRange(new DirectoryInfo(session).EnumerateFiles().Sum(f => f.Length), 100_000, 200_000);
        SessionReader reader = SessionReader.Open(session)!;
        Assert.InRange(reader.ReadFrames().Count(), 10, 23);
        Assert.Equal(_alerts[0], reader.GivenUp);
    }

    private string Record((int Worker, byte[] Entries)[] frames, long segmentBytes = 50_000, long mostBytes = 10_000_000)
    {
        using SessionLog log = SessionLog.Begin(Options(segmentBytes, mostBytes), [7, 8, 9]);
        foreach ((int worker, byte[] entries) in frames)
            log.Write(worker, entries);
        return SessionFolder.List(_folder.Path)[^1];
    }

    private SessionLogOptions Options(long segmentBytes = 50_000, long mostBytes = 10_000_000) =>
        new(_folder.Path, mostBytes, TimeSpan.FromDays(30), _time) { SegmentBytes = segmentBytes, FreeBytes = 0, Alert = _alerts.Add };

    private sealed class StoppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
