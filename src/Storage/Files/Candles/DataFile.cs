using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>The bytes of a data file, plain or gzipped under any name.</summary>
internal sealed class DataFile
{
    private readonly byte[] _stored;

    private DataFile(string path, byte[] stored)
    {
        Path = path;
        _stored = stored;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(stored));
    }

    public string Path { get; }

    /// <summary>Of the bytes as they are on the disk, in lower-case hex.</summary>
    public string Sha256 { get; }

    private bool IsGzip => _stored.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) && _stored.Length >= 18;

    /// <summary>Takes the file in. Throws <see cref="CandleFileException"/> when it is not there or cannot be read.</summary>
    public static DataFile Open(string path)
    {
        try
        {
            return new DataFile(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CandleFileException(path, 0, "the file does not exist", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CandleFileException(path, 0, e.Message, inner: e);
        }
    }

    public Stream OpenStream()
    {
        var stored = new MemoryStream(_stored, writable: false);
        return IsGzip ? new GZipStream(stored, CompressionMode.Decompress) : stored;
    }

    /// <summary>GZipStream takes data that is cut off for data that ends; the length at the file's end tells.</summary>
    public void VerifyLength(long bytesRead, int line)
    {
        if (IsGzip && BinaryPrimitives.ReadUInt32LittleEndian(_stored.AsSpan(_stored.Length - sizeof(uint))) != (uint)bytesRead)
            throw new CandleFileException(Path, line, "the gzip data is cut off, or is several files in one");
    }

    /// <summary>All of it, unpacked.</summary>
    public byte[] ReadAll()
    {
        try
        {
            using Stream stream = OpenStream();
            using MemoryStream all = new();
            stream.CopyTo(all);
            VerifyLength(all.Length, 0);
            return all.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new CandleFileException(Path, 0, e.Message, inner: e);
        }
    }
}
