using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Gives the one string for a name's UTF-8 bytes, so that reading millions of events makes each name once.</summary>
internal sealed class Utf8Names
{
    private readonly Dictionary<byte[], string> _names;
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private byte[] _lastUtf8 = [];
    private string _last = "";

    public Utf8Names()
    {
        _names = new Dictionary<byte[], string>(new BytesComparer());
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual(_lastUtf8))
            return _last;
        if (!_lookup.TryGetValue(utf8, out byte[]? key, out string? name))
        {
            key = utf8.ToArray();
            name = Encoding.UTF8.GetString(utf8);
            _names.Add(key, name);
        }
        (_lastUtf8, _last) = (key, name);
        return name;
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> bytes)
        {
            uint hash = (uint)bytes.Length;
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
                hash = BitOperations.Crc32C(hash, word);
            foreach (byte b in bytes[(bytes.Length & ~7)..])
                hash = BitOperations.Crc32C(hash, b);
            return (int)hash;
        }
    }
}
