using CoinPilot.Portfolio;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// Counts denials by symbol, strategy and code, and says what of them is to be journaled: the first of an hour of the market's time at once,
/// how often it came again once the hour is over. A signal that is denied with every candle leaves two events an hour.
/// </summary>
internal sealed class DenialLog
{
    /// <summary>First denials that wait to be journaled, while there is no journal or no account; what comes beyond them is only counted.</summary>
    private const int MostPending = 1_000;

    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    private readonly List<IPortfolioEvent> _pending = [];
    private readonly SortedDictionary<(Symbol Symbol, string Strategy, string Code), Line> _lines =
        new(Comparer<(Symbol Symbol, string Strategy, string Code)>.Create(static (a, b) =>
            a.Symbol != b.Symbol ? a.Symbol.CompareTo(b.Symbol)
            : a.Strategy != b.Strategy ? string.CompareOrdinal(a.Strategy, b.Strategy)
            : string.CompareOrdinal(a.Code, b.Code)));

    /// <summary>What was denied since the start.</summary>
    public ValueList<CountedDenial> List() => ValueList<CountedDenial>.Of(_lines.Where(l => l.Value.Count > 0).Select(l =>
        new CountedDenial(l.Key.Symbol, l.Key.Strategy, l.Key.Code, l.Value.Count, l.Value.Detail)));

    /// <param name="denial">What was denied.</param>
    /// <param name="limitsVersion">That of the limits in force.</param>
    /// <param name="time">The market's.</param>
    /// <param name="now">Our own.</param>
    public void Count(DenialCounted denial, int limitsVersion, Timestamp time, Timestamp now)
    {
        Timestamp hour = time.FloorTo(OneHour);
        OrderDenied denied = denial.Denied;
        Line line = Of(denial.Symbol, denied.Strategy, denied.Code);
        if (line.Hour < hour)
            EndHour(denial.Symbol, denied.Strategy, denied.Code, line, now);
        line.Count++;
        line.Detail = denied.Detail;
        if (line.Hour >= hour || _pending.Count >= MostPending)
        {
            line.Repeats++;
            return;
        }
        line.Hour = hour;
        _pending.Add(new SignalDenied(
            denial.Symbol, denied.Strategy, denial.Intent.Kind, denial.Intent.Reason, denied.Code, denied.Detail, limitsVersion, time, now));
    }

    /// <summary>Takes what is to be journaled now; all counts where <paramref name="isLast"/>.</summary>
    public IReadOnlyList<IPortfolioEvent> TakeDue(Timestamp time, Timestamp now, bool isLast = false)
    {
        Timestamp hour = time.FloorTo(OneHour);
        foreach (((Symbol symbol, string strategy, string code), Line line) in _lines)
        {
            if (line.Repeats > 0 && (isLast || line.Hour < hour))
                EndHour(symbol, strategy, code, line, now);
        }
        if (_pending.Count == 0)
            return [];
        IPortfolioEvent[] due = [.. _pending];
        _pending.Clear();
        return due;
    }

    /// <summary>What is journaled once in an hour stays so across a restart.</summary>
    public void Apply(object @event)
    {
        if (@event is not SignalDenied e)
            return;
        Line line = Of(e.Symbol, e.Strategy, e.Code);
        Timestamp hour = e.MarketTime.FloorTo(OneHour);
        if (line.Hour < hour)
            line.Hour = hour;
    }

    private void EndHour(Symbol symbol, string strategy, string code, Line line, Timestamp now)
    {
        if (line.Repeats > 0)
            _pending.Add(new DenialsRepeated(symbol, strategy, code, line.Repeats, line.Detail, line.Hour, now));
        line.Repeats = 0;
    }

    private Line Of(Symbol symbol, string strategy, string code)
    {
        if (!_lines.TryGetValue((symbol, strategy, code), out Line? line))
            _lines[(symbol, strategy, code)] = line = new Line();
        return line;
    }

    private sealed class Line
    {
        public long Count { get; set; }

        public string Detail { get; set; } = "";

        /// <summary>The hour whose first denial is journaled, or about to be.</summary>
        public Timestamp Hour { get; set; }

        public long Repeats { get; set; }
    }
}
