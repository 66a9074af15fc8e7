using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>
/// The identifier that we give an order, unique at the venue for ever. Derived from the journal, so that a resend after a crash is the same order.
/// </summary>
public readonly record struct ClientOrderId(string Value)
{
    /// <summary>No order: never null, so that it can be written.</summary>
    public static ClientOrderId None { get; } = new("");

    /// <summary>The venue's limit.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// <c>{journal}-{symbol}-{strategy}-{sequence}</c>: the journal's own identity keeps two data folders on one account apart.
    /// Throws <see cref="ArgumentException"/> past <see cref="MaxLength"/>.
    /// </summary>
    public static ClientOrderId Derive(string journalId, Symbol symbol, string strategy, long sequence)
    {
        string value = $"{journalId}-{symbol.Code}-{strategy}-{sequence:D6}";
        return value.Length <= MaxLength
            ? new ClientOrderId(value)
            : throw new ArgumentException($"client order id '{value}' is longer than {MaxLength} characters", nameof(strategy));
    }

    /// <summary>The journal that <see cref="Derive"/> named this order of <paramref name="symbol"/> for; throws for an id of another make.</summary>
    public string JournalOf(Symbol symbol)
    {
        int end = Value.IndexOf($"-{symbol.Code}-", StringComparison.Ordinal);
        return end > 0 ? Value[..end] : throw new ArgumentException($"'{Value}' was not derived for {symbol}", nameof(symbol));
    }

    /// <summary>The number that <see cref="Derive"/> gave this order of that journal and <paramref name="symbol"/>; null for an id of another make.</summary>
    public long? NumberIn(string journalId, Symbol symbol) =>
        Value.StartsWith($"{journalId}-{symbol.Code}-", StringComparison.Ordinal)
            && long.TryParse(Value.AsSpan(Value.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;

    public override string ToString() => Value ?? "";
}
