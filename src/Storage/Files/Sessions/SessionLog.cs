using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Values;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Sessions;

/// <summary>
/// Records one run of the actors: what its workers took in, in segments of one folder. Written through to the operating system at once, so that
/// the end of the process loses nothing; the end of the machine may cost the tail. What cannot be written ends the recording, never the run.
/// </summary>
public sealed class SessionLog : IInputLog, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SessionLogOptions _options;
    private readonly Timestamp _startedAt;
    private readonly string _folder;
    private byte[] _frame = new byte[64 * 1024];
    private SafeFileHandle? _file;
    private long _position;
    private long _frames;
    private int _segment;
    private volatile bool _isKept = true;

    private SessionLog(SessionLogOptions options)
    {
        _options = options;
        _startedAt = Timestamp.From(options.Time.GetUtcNow());
        _folder = Path.Combine(options.Folder, SessionFormat.FolderOf(_startedAt));
    }

    /// <inheritdoc/>
    public bool IsKept => _isKept;

    /// <summary>Begins a session, and drops old ones. Never throws for a disk: the session is not recorded then, and the alert says so.</summary>
    /// <param name="options">Where and how much.</param>
    /// <param name="setup">What a replay must know to build the same actors.</param>
    public static SessionLog Begin(SessionLogOptions options, ReadOnlySpan<byte> setup)
    {
        SessionLog log = new(options);
        string? failure;
        lock (log._gate)
            failure = log.TryOpenSegment(setup);
        log.Tell(failure);
        return log;
    }

    /// <inheritdoc/>
    public void Write(int worker, ReadOnlySpan<byte> entries)
    {
        string? failure;
        lock (_gate)
            failure = _isKept ? TryWrite(worker, entries) : null;
        Tell(failure);
    }

    /// <inheritdoc/>
    public void GiveUp(string reason)
    {
        lock (_gate)
        {
            if (!_isKept)
                return;
            _isKept = false;
            SayWhy(reason);
        }
        Tell(reason);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isKept = false;
            _file?.Dispose();
            _file = null;
        }
    }

    private string? TryWrite(int worker, ReadOnlySpan<byte> entries)
    {
        if (_position >= _options.SegmentBytes && TryOpenSegment([]) is { } reason)
            return reason;
        int length = SessionFormat.Encode(ref _frame, worker, _frames, entries);
        try
        {
            RandomAccess.Write(_file!, _frame.AsSpan(0, length), _position);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return End(failed.Message);
        }
        _position += length;
        _frames++;
        return null;
    }

    private string? TryOpenSegment(ReadOnlySpan<byte> setup)
    {
        try
        {
            if (SessionFolder.MakeRoom(_options, _folder) is { } lacking)
            {
                SayWhy(lacking);
                return End(lacking);
            }
            Directory.CreateDirectory(_folder);
            SafeFileHandle file = File.OpenHandle(
                Path.Combine(_folder, SessionFormat.SegmentOf(_segment + 1)), FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
            _file?.Dispose();
            _file = file;
            byte[] head = SessionFormat.EncodeSegment(_startedAt, ++_segment, setup);
            RandomAccess.Write(_file, head, 0);
            _position = head.Length;
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The last one: a place of which the system does not tell how much is free.
            return End(failed.Message);
        }
    }

    private string End(string reason)
    {
        _isKept = false;
        return reason;
    }

    private void SayWhy(string reason)
    {
        if (_file is null)
            return;
        try
        {
            RandomAccess.Write(_file, SessionFormat.EncodeGivenUp(reason), _position);
        }
        catch (IOException)
        {
            // The alert says it as well.
        }
    }

    private void Tell(string? failure)
    {
        if (failure is not null)
            _options.Alert(failure);
    }
}
