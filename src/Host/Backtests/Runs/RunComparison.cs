using System.Globalization;
using CoinPilot.Runs;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>Something of two runs, side by side; null where one has none.</summary>
internal sealed record ComparedValue(string Name, string? A, string? B);

/// <summary>A figure of two runs; null where one has none, or it is undefined.</summary>
internal sealed record ComparedFigure(string Name, double? A, double? B);

/// <summary>The first order that two runs do not share: its number, from 1, and how each has it; null for the one that had no more.</summary>
internal sealed record DifferentOrder(long Number, string? A, string? B);

/// <summary>Two runs side by side.</summary>
/// <param name="Differences">Parameters, data and engine, where they differ; empty when both ran the same.</param>
/// <param name="OrdersKept">Whether both have their orders still.</param>
/// <param name="FirstDifferentOrder">Null where all are the same, or not kept.</param>
internal sealed record RunComparison(
    RunSummary A, RunSummary B, bool IsSameResult, IReadOnlyList<ComparedValue> Differences, IReadOnlyList<ComparedFigure> Figures,
    bool OrdersKept, DifferentOrder? FirstDifferentOrder)
{
    public static RunComparison Of(RunRecord a, RunRecord b, Func<string, string> folderOf)
    {
        IEnumerable<string>? ordersA = OrderList.Read(folderOf(a.RunId)), ordersB = OrderList.Read(folderOf(b.RunId));
        bool kept = a.HasEnded && b.HasEnded && ordersA is not null && ordersB is not null;
        return new RunComparison(
            RunSummary.Of(a), RunSummary.Of(b), a.ResultHash.Length > 0 && a.ResultHash == b.ResultHash,
            [.. Pair(FactsOf(a), FactsOf(b), (name, x, y) => new ComparedValue(name, x, y)).Where(v => v.A != v.B)],
            [.. Pair(FiguresOf(a), FiguresOf(b), (name, x, y) => new ComparedFigure(name, x, y))],
            kept, kept ? FirstDifference(ordersA!, ordersB!) : null);
    }

    private static DifferentOrder? FirstDifference(IEnumerable<string> a, IEnumerable<string> b)
    {
        using IEnumerator<string> left = a.GetEnumerator(), right = b.GetEnumerator();
        for (long number = 1; ; number++)
        {
            string? x = left.MoveNext() ? left.Current : null, y = right.MoveNext() ? right.Current : null;
            if (x != y)
                return new DifferentOrder(number, x, y);
            if (x is null)
                return null;
        }
    }

    private static List<KeyValuePair<string, string?>> FactsOf(RunRecord run)
    {
        RunParameters p = run.Request.Parameters;
        List<KeyValuePair<string, string?>> facts = [new("engine", run.Request.EngineVersion), new("dataHash", run.Request.DataHash)];
        foreach (RunInput input in p.Inputs)
            facts.Add(new($"candles of {input.Symbol}", $"{input.Hash} ({input.Candles.ToString("N0", CultureInfo.InvariantCulture)})"));
        foreach ((RunStrategy strategy, string name) in p.Strategies.Zip(NamesOf(p.Strategies)))
        {
            facts.Add(new(name, strategy.Kind));
            facts.Add(new($"{name} symbols", strategy.Symbols.Count == 0 ? "all" : string.Join(", ", strategy.Symbols)));
            facts.AddRange(strategy.Settings.Select(s => new KeyValuePair<string, string?>($"{name}.{s.Key}", s.Value)));
        }
        facts.AddRange(p.Settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        return facts;
    }

    // A name may be there once for each symbol.
    private static IEnumerable<string> NamesOf(ValueList<RunStrategy> strategies) => strategies.Select((strategy, i) =>
        strategies.Take(i).Count(s => s.Name == strategy.Name) is > 0 and var before ? $"strategy {strategy.Name} #{before + 1}" : $"strategy {strategy.Name}");

    private static IEnumerable<KeyValuePair<string, double?>> FiguresOf(RunRecord run) =>
        run.Figures.Select(f => new KeyValuePair<string, double?>(f.Name, double.IsFinite(f.Value) ? f.Value : null));

    // In the order of the first, then what only the second has.
    private static IEnumerable<TResult> Pair<T, TResult>(IEnumerable<KeyValuePair<string, T>> a, IEnumerable<KeyValuePair<string, T>> b, Func<string, T?, T?, TResult> pair)
    {
        Dictionary<string, T> left = new(a, StringComparer.Ordinal), right = new(b, StringComparer.Ordinal);
        return left.Keys.Concat(right.Keys.Where(k => !left.ContainsKey(k)))
            .Select(name => pair(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name)));
    }
}
