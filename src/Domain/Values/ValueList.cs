using System.Collections;

namespace CoinPilot.Values;

/// <summary>An immutable list with equality by content, so that a record that holds one compares as a value. Meant for a handful of items.</summary>
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    private ValueList(T[] items) => _items = items;

    public static ValueList<T> Empty { get; } = new([]);

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public static ValueList<T> Of(IEnumerable<T> items) => new([.. items]);

    public ValueList<T> Add(T item) => new([.. _items, item]);

    /// <summary>The list with the first match replaced, or with the item added at the end when nothing matches.</summary>
    public ValueList<T> Put(Predicate<T> match, T item)
    {
        int at = Array.FindIndex(_items, match);
        if (at < 0)
            return Add(item);
        T[] copy = [.. _items];
        copy[at] = item;
        return new ValueList<T>(copy);
    }

    public ValueList<T> Without(Predicate<T> match) => new(Array.FindAll(_items, item => !match(item)));

    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
