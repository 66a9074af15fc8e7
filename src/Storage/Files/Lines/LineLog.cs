using System.Security.Cryptography;
using System.Text;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Storage.Files.Lines;

/// <summary>
/// An append-only file of text lines, each with a checksum and each on the disk before <see cref="Append"/> returns. One process at a time writes it; what
/// a kill left of the last write is cut off when it is opened. A line is 16 hex digits of its text's SHA-256, a blank, the text.
/// </summary>
public sealed class LineLog : IDisposable
{
    private const int ChecksumLength = 16;

    private readonly FileStream _lock;
    private readonly FileStream _file;

    private LineLog(FileStream @lock, FileStream file) => (_lock, _file) = (@lock, file);

    /// <summary>
    /// Opens it to append, with what it holds; an empty one where there is none. Throws <see cref="IOException"/> where another process writes it or it
    /// cannot be had, <see cref="InvalidDataException"/> for a damaged line that names file and line.
    /// </summary>
    public static (LineLog Log, LineLogContent Content) Open(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        FileStream @lock = Take(path);
        try
        {
            LineLogContent content = Read(path);
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.SetLength(file.Length - content.TornBytes);
            file.Seek(0, SeekOrigin.End);
            file.Flush(flushToDisk: true);
            DirectoryFlush.Flush(folder);
            return (new LineLog(@lock, file), content);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>What the file holds, also while it is written; nothing where there is none. Throws <see cref="InvalidDataException"/> for a damaged line.</summary>
    public static LineLogContent Read(string path)
    {
        if (!File.Exists(path))
            return new LineLogContent([], 0);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Parse(path, bytes.AsSpan(0, length));
    }

    /// <summary>Writes a line through to the disk. Throws <see cref="ArgumentException"/> for a text of several lines.</summary>
    public void Append(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
            throw new ArgumentException("one line has no line breaks", nameof(text));
        _file.Write(Encoding.UTF8.GetBytes($"{ChecksumOf(Encoding.UTF8.GetBytes(text))} {text}\n"));
        _file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static LineLogContent Parse(string path, ReadOnlySpan<byte> bytes)
    {
        List<string> lines = [];
        int at = 0;
        while (at < bytes.Length)
        {
            int length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0)
                break;
            if (!TryReadLine(bytes.Slice(at, length), out string line))
            {
                // Nothing after it: the write was cut off by the machine's end.
                if (at + length + 1 == bytes.Length)
                    break;
                throw new InvalidDataException($"{path}({lines.Count + 1}): the line is damaged");
            }
            lines.Add(line);
            at += length + 1;
        }
        return new LineLogContent(lines, bytes.Length - at);
    }

    private static bool TryReadLine(ReadOnlySpan<byte> bytes, out string line)
    {
        line = "";
        if (bytes.Length <= ChecksumLength || bytes[ChecksumLength] != (byte)' ')
            return false;
        ReadOnlySpan<byte> text = bytes[(ChecksumLength + 1)..];
        if (!Encoding.ASCII.GetBytes(ChecksumOf(text)).AsSpan().SequenceEqual(bytes[..ChecksumLength]))
            return false;
        line = Encoding.UTF8.GetString(text);
        return true;
    }

    private static string ChecksumOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text))[..ChecksumLength];

    // A file of its own, because a locked file cannot be read. The system frees it when the process ends, however it ends.
    private static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new IOException($"{path} is being written by another process", taken);
        }
    }
}
