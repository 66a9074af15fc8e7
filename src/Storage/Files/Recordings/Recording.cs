using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Recordings;

/// <summary>
/// What a client saw of a market, read from its file: the sessions that were recorded into it, one after another. What a kill left of the
/// last write is passed over.
/// </summary>
public sealed class Recording
{
    private readonly List<RecordedEvent> _events = [];
    private readonly List<Symbol> _symbols = [];

    private Recording(string file) => File = file;

    public string File { get; }

    /// <summary>Every symbol of any session, in the order in which they first came.</summary>
    public IReadOnlyList<Symbol> Symbols => _symbols;

    /// <summary>In the order in which the client saw them.</summary>
    public IReadOnlyList<RecordedEvent> Events => _events;

    public int Sessions { get; private set; }

    /// <summary>Bytes of whole frames.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of an unfinished write at the end.</summary>
    public int TornBytes { get; private set; }

    /// <summary>True when the file begins as a recording does.</summary>
    public static bool IsRecording(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> start = stackalloc byte[RecordingFormat.SessionMagic.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(RecordingFormat.SessionMagic);
    }

    /// <summary>Throws <see cref="RecordingDamagedException"/> for a file that is no recording and for damage before its end.</summary>
    public static Recording Read(string file)
    {
        Recording recording = new(file);
        byte[] bytes = ReadShared(file);
        Symbol[]? symbols = null;
        int at = 0;
        while (at < bytes.Length && recording.TryReadFrame(bytes.AsSpan(at), at, ref symbols, out int length))
            at += length;
        if (at < bytes.Length && (symbols is null ? !IsTornSession(bytes) : HasFrame(bytes.AsSpan(at + 1))))
            throw new RecordingDamagedException(file, at, symbols is null ? "this is no recording" : "damaged, and more follows");
        recording.Length = at;
        recording.TornBytes = bytes.Length - at;
        return recording;
    }

    private bool TryReadFrame(ReadOnlySpan<byte> rest, int at, ref Symbol[]? symbols, out int length)
    {
        length = 0;
        ReadOnlySpan<byte> body;
        try
        {
            if (FrameFormat.TryRead(rest, RecordingFormat.SessionMagic, out body))
            {
                (_, symbols) = RecordingFormat.ReadSession(body);
                _symbols.AddRange(symbols.Except(_symbols));
                Sessions++;
            }
            else if (symbols is not null && FrameFormat.TryRead(rest, RecordingFormat.BatchMagic, out body))
                RecordingFormat.ReadBatch(body, symbols, _events);
            else
                return false;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IndexOutOfRangeException)
        {
            throw new RecordingDamagedException(File, at, e.Message);
        }
        length = FrameFormat.HeadBytes + body.Length;
        return true;
    }

    // A kill in the very first write leaves the start of a session and nothing else.
    private static bool IsTornSession(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(4, bytes.Length)].SequenceEqual(RecordingFormat.SessionMagic[..Math.Min(4, bytes.Length)]) && !HasFrame(bytes[1..]);

    private static bool HasFrame(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = RecordingFormat.BatchMagic[..3];
        for (int hit; (hit = bytes.IndexOf(start)) >= 0; bytes = bytes[(hit + 1)..])
        {
            if (FrameFormat.TryRead(bytes[hit..], RecordingFormat.BatchMagic, out _) || FrameFormat.TryRead(bytes[hit..], RecordingFormat.SessionMagic, out _))
                return true;
        }
        return false;
    }

    // A recorder may be at work on it.
    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
