using System.Buffers.Binary;
using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Numbers the subscribed symbols and finds a number from the code's bytes, without allocating.</summary>
internal sealed class UpbitCodes
{
    private readonly (byte[]? Code, int Index)[] _table;
    private readonly int _mask;

    public UpbitCodes(IReadOnlyList<Symbol> symbols)
    {
        Symbols = symbols;
        _mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, symbols.Count * 4)) - 1;
        _table = new (byte[]?, int)[_mask + 1];
        for (int i = 0; i < symbols.Count; i++)
            Add(Encoding.ASCII.GetBytes(symbols[i].Code), i);
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>The symbol's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> code)
    {
        if (code.Length < 3)
            return -1;
        for (int at = Hash(code) & _mask; _table[at].Code is { } known; at = (at + 1) & _mask)
        {
            if (code.SequenceEqual(known))
                return _table[at].Index;
        }
        return -1;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public int Find(Symbol symbol)
    {
        Span<byte> code = stackalloc byte[symbol.Code.Length];
        return Find(code[..Encoding.ASCII.GetBytes(symbol.Code, code)]);
    }

    private void Add(byte[] code, int index)
    {
        int at = Hash(code) & _mask;
        for (; _table[at].Code is { } taken; at = (at + 1) & _mask)
        {
            if (taken.AsSpan().SequenceEqual(code))
                throw new ArgumentException($"{Encoding.ASCII.GetString(code)} is subscribed twice", nameof(code));
        }
        _table[at] = (code, index);
    }

    private static int Hash(ReadOnlySpan<byte> code)
    {
        if (code.Length < 4)
            return code[^1];
        uint head = BinaryPrimitives.ReadUInt32LittleEndian(code);
        uint tail = BinaryPrimitives.ReadUInt32LittleEndian(code[^4..]);
        uint mixed = (head * 0x9E3779B1u) ^ (tail * 0x85EBCA77u) ^ (uint)code.Length;
        return (int)(mixed ^ (mixed >> 15));
    }
}
