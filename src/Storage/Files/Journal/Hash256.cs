using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>A SHA-256 held in place, so that an index of millions costs no objects. <c>default</c> is all zeros: before the first.</summary>
internal readonly record struct Hash256(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = 32;

    // A kept instance spares a fifth of the one-shot call, whose set-up outweighs the hashing of a hundred bytes.
    [ThreadStatic]
    private static IncrementalHash? s_hasher;

    public static Hash256 Of(ReadOnlySpan<byte> data)
    {
        IncrementalHash hasher = s_hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[Size];
        hasher.AppendData(data);
        hasher.GetHashAndReset(bytes);
        return Read(bytes);
    }

    public static Hash256 Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<Hash256>(bytes);

    public void WriteTo(Span<byte> bytes) => MemoryMarshal.Write(bytes, this);

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }
}
