using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Counts denials by symbol, strategy and code, keeping the newest detail of each.</summary>
internal sealed class DenialCounter
{
    private readonly SortedDictionary<(Symbol Symbol, string Strategy, string Code), (long Count, string Detail)> _counts =
        new(Comparer<(Symbol Symbol, string Strategy, string Code)>.Create(static (a, b) =>
            a.Symbol != b.Symbol ? a.Symbol.CompareTo(b.Symbol)
            : a.Strategy != b.Strategy ? string.CompareOrdinal(a.Strategy, b.Strategy)
            : string.CompareOrdinal(a.Code, b.Code)));

    public void Count(DenialCounted denial)
    {
        (Symbol, string, string) key = (denial.Symbol, denial.Denied.Strategy, denial.Denied.Code);
        long before = _counts.TryGetValue(key, out (long Count, string Detail) known) ? known.Count : 0;
        _counts[key] = (before + 1, denial.Denied.Detail);
    }

    public ValueList<CountedDenial> List() => ValueList<CountedDenial>.Of(_counts.Select(c =>
        new CountedDenial(c.Key.Symbol, c.Key.Strategy, c.Key.Code, c.Value.Count, c.Value.Detail)));
}
