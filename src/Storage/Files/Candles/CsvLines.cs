namespace CoinPilot.Storage.Files.Candles;

/// <summary>The lines of a stream, one at a time, in a buffer that is used again: no line costs an allocation.</summary>
internal sealed class CsvLines(Stream stream)
{
    private const int LongestLine = 64 * 1024;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;
    private int _next;
    private int _filled;
    private bool _isAtEnd;

    /// <summary>Of the current line, from 1.</summary>
    public int Number { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>The current line without its end; valid until the next <see cref="TryAdvance"/>.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _end - _start);

    /// <summary>False after the last line. Throws <see cref="InvalidDataException"/> for a line past 64 KiB and for bad gzip data.</summary>
    public bool TryAdvance()
    {
        int length;
        while ((length = _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n')) < 0 && Fill())
        {
        }
        if (length < 0 && _next == _filled)
            return false;
        _start = _next;
        _end = length < 0 ? _filled : _start + length;
        _next = length < 0 ? _filled : _end + 1;
        if (_end > _start && _buffer[_end - 1] == '\r')
            _end--;
        Number++;
        return true;
    }

    /// <summary>The field of that number, from 0; empty where the line has fewer.</summary>
    public ReadOnlySpan<byte> Field(int number)
    {
        ReadOnlySpan<byte> rest = Line;
        for (; number > 0; number--)
        {
            int comma = rest.IndexOf((byte)',');
            if (comma < 0)
                return default;
            rest = rest[(comma + 1)..];
        }
        int end = rest.IndexOf((byte)',');
        return end < 0 ? rest : rest[..end];
    }

    private bool Fill()
    {
        if (_isAtEnd)
            return false;
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        _filled -= _next;
        _next = 0;
        if (_filled == _buffer.Length)
            throw new InvalidDataException($"the line is longer than {LongestLine} bytes");
        int read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        BytesRead += read;
        _isAtEnd = read == 0;
        return true;
    }
}
