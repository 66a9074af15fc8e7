using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Sessions;

/// <summary>Reads one recorded session, also while it is being recorded. What a crash left of the last write is passed over.</summary>
public sealed class SessionReader
{
    private readonly string[] _segments;
    private long _frames;

    private SessionReader(string[] segments, Timestamp startedAt, byte[] setup)
    {
        _segments = segments;
        StartedAt = startedAt;
        Setup = setup;
        Bytes = segments.Sum(f => new FileInfo(f).Length);
    }

    public Timestamp StartedAt { get; }

    /// <summary>What <see cref="SessionLog.Begin"/> was given.</summary>
    public byte[] Setup { get; }

    /// <summary>Of all segments.</summary>
    public long Bytes { get; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes of an unfinished write at the end; known once all frames are read.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Why the recording ends before the run did; null where it does not. Known once all frames are read.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>Null for a session of which a crash left not even the beginning. Throws <see cref="SessionDamagedException"/>.</summary>
    public static SessionReader? Open(string folder)
    {
        string[] segments = [.. Directory.GetFiles(folder, SessionFormat.SegmentPattern).Order(StringComparer.Ordinal)];
        if (segments.Length == 0)
            return null;
        byte[] bytes = ReadShared(segments[0]);
        if (!FrameFormat.TryRead(bytes, SessionFormat.SegmentMagic, out ReadOnlySpan<byte> body))
            return segments.Length == 1 && !HasFrame(bytes) ? null : throw new SessionDamagedException(segments[0], 0, "this does not begin a session");
        (Timestamp startedAt, int number, byte[] setup) = Read(segments[0], 0, body, SessionFormat.ReadSegment);
        return number == 1
            ? new SessionReader(segments, startedAt, setup)
            : throw new SessionDamagedException(segments[0], 0, $"the session's first segment is missing; this is number {number}");
    }

    /// <summary>All frames in the order in which they were written. To be read once. Throws <see cref="SessionDamagedException"/>.</summary>
    public IEnumerable<RecordedFrame> ReadFrames()
    {
        for (int i = 0; i < _segments.Length; i++)
        {
            byte[] bytes = ReadShared(_segments[i]);
            int at = 0;
            while (at < bytes.Length && TryReadFrame(_segments[i], i + 1, bytes, at, out int length, out RecordedFrame? frame))
            {
                at += length;
                BytesRead += length;
                if (frame is { } entries)
                    yield return entries;
            }
            if (at == bytes.Length)
                continue;
            if (i < _segments.Length - 1 || HasFrame(bytes.AsSpan(at + 1)))
                throw new SessionDamagedException(_segments[i], at, "damaged, and more follows");
            TornBytes = bytes.Length - at;
        }
    }

    private bool TryReadFrame(string file, int segment, byte[] bytes, int at, out int length, out RecordedFrame? frame)
    {
        frame = null;
        ReadOnlySpan<byte> rest = bytes.AsSpan(at);
        if (FrameFormat.TryRead(rest, SessionFormat.FrameMagic, out ReadOnlySpan<byte> body))
        {
            (int worker, long number, int entriesAt) = Read(file, at, body, SessionFormat.ReadFrame);
            if (number != _frames)
                throw new SessionDamagedException(file, at, $"frame {_frames} is missing; this is number {number}");
            _frames++;
            frame = new RecordedFrame(worker, bytes.AsMemory(at + FrameFormat.HeadBytes + entriesAt, body.Length - entriesAt), $"{file} byte {at}");
        }
        else if (FrameFormat.TryRead(rest, SessionFormat.SegmentMagic, out body))
        {
            (Timestamp startedAt, int number, _) = Read(file, at, body, SessionFormat.ReadSegment);
            if (at != 0 || number != segment || startedAt != StartedAt)
                throw new SessionDamagedException(file, at, $"segment {segment} of the session of {StartedAt} was expected; this is {number} of {startedAt}");
        }
        else if (FrameFormat.TryRead(rest, SessionFormat.GivenUpMagic, out body))
        {
            GivenUp = new WireReader(body).ReadString();
        }
        else
        {
            length = 0;
            return false;
        }
        length = FrameFormat.HeadBytes + body.Length;
        return true;
    }

    private delegate T ReadBody<out T>(ReadOnlySpan<byte> body);

    private static T Read<T>(string file, long at, ReadOnlySpan<byte> body, ReadBody<T> read)
    {
        try
        {
            return read(body);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new SessionDamagedException(file, at, e.Message);
        }
    }

    private static bool HasFrame(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = SessionFormat.FrameMagic[..3];
        for (int hit; (hit = bytes.IndexOf(start)) >= 0; bytes = bytes[(hit + 1)..])
        {
            if (FrameFormat.TryRead(bytes[hit..], SessionFormat.FrameMagic, out _) || FrameFormat.TryRead(bytes[hit..], SessionFormat.GivenUpMagic, out _))
                return true;
        }
        return false;
    }

    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
