using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>A disk that counts, can be held at its flush, and can be made to fail.</summary>
internal sealed class FaultyDisk
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public int Flushes;

    public Func<bool> FailsWrite { get; set; } = () => false;

    public Func<bool> FailsFlush { get; set; } = () => false;

    public FileJournalOptions On(FileJournalOptions options) =>
        options with { OpenSegment = path => new Segment(this, SegmentFile.Open(path)) };

    public void HoldFlushes() => _open.Reset();

    public void LetFlushesGo() => _open.Set();

    private sealed class Segment(FaultyDisk disk, ISegmentFile file) : ISegmentFile
    {
        public void Write(ReadOnlySpan<byte> data, long offset)
        {
            if (disk.FailsWrite())
            {
                file.Write(data[..(data.Length / 2)], offset);
                throw new IOException("the disk is full");
            }
            file.Write(data, offset);
        }

        public void Flush()
        {
            disk._open.Wait(TimeSpan.FromSeconds(20));
            if (disk.FailsFlush())
                throw new IOException("the disk is gone");
            file.Flush();
            Interlocked.Increment(ref disk.Flushes);
        }

        public void Dispose() => file.Dispose();
    }
}
