using System.Text;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Finds the number of a message's key, long name or short, from its bytes, without allocating.</summary>
internal sealed class KeyTable
{
    private readonly (byte[]? Key, int Number)[] _table;
    private readonly int _mask;

    /// <param name="names">The names of each number, in order of the numbers; each text holds the names that mean the same, split by spaces.</param>
    public KeyTable(params string[] names)
        : this(names.SelectMany((spellings, number) => spellings.Split(' ').Select(name => (name, number))))
    {
        Count = names.Length;
    }

    public KeyTable(IEnumerable<(string Name, int Number)> keys)
    {
        (string Name, int Number)[] all = [.. keys];
        _mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)all.Length * 4) - 1;
        _table = new (byte[]?, int)[_mask + 1];
        foreach ((string name, int number) in all)
            Add(Encoding.ASCII.GetBytes(name), number);
    }

    /// <summary>How many numbers there are, where they were given in order.</summary>
    public int Count { get; }

    /// <summary>The key's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
            return -1;
        (byte[]? Key, int Number)[] table = _table;
        for (int at = Hash(key) & _mask; ; at = (at + 1) & _mask)
        {
            ref (byte[]? Key, int Number) entry = ref table[at];
            if (entry.Key is null)
                return -1;
            if (key.SequenceEqual(entry.Key))
                return entry.Number;
        }
    }

    private static int Hash(ReadOnlySpan<byte> key) => key.Length * 7 + key[0] * 31 + key[^1] * 131 + key[key.Length / 2] * 17;

    private void Add(byte[] key, int number)
    {
        int at = Hash(key) & _mask;
        for (; _table[at].Key is { } taken; at = (at + 1) & _mask)
        {
            if (taken.AsSpan().SequenceEqual(key))
                throw new ArgumentException($"the key {Encoding.ASCII.GetString(key)} is given twice", nameof(key));
        }
        _table[at] = (key, number);
    }
}
