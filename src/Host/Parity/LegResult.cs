using System.Security.Cryptography;
using System.Text;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>What one leg did, in order, and how its account stood at the end, read from its journal.</summary>
internal sealed class LegResult
{
    private readonly SortedDictionary<LegLine, List<LegEntry>> _lines = [];
    private readonly List<string> _end = [];

    /// <param name="name">The leg.</param>
    /// <param name="positions">Each symbol's events.</param>
    /// <param name="portfolio">The account's.</param>
    /// <param name="lastPrices">Of each symbol, by which equity is counted.</param>
    private LegResult(
        string name, IEnumerable<(Symbol Symbol, IEnumerable<JournalEvent> Events)> positions, IEnumerable<JournalEvent> portfolio,
        IReadOnlyDictionary<Symbol, Price> lastPrices)
    {
        Name = name;
        AccountState account = AccountState.Unopened;
        foreach (JournalEvent recorded in portfolio)
        {
            account = account.Apply((IPortfolioEvent)recorded.Event);
            if (recorded.Event is SignalDenied denied)
                Add(new LegLine(denied.Symbol, denied.Strategy, "denials"), recorded, account.JournalId, denied.Symbol);
        }
        Money cash = account.PaidIn, value = Money.Zero;
        foreach ((Symbol symbol, IEnumerable<JournalEvent> events) in positions)
        {
            PositionBook book = Read(symbol, events, account.JournalId);
            cash += book.CashFlow;
            value += Money.NotionalDown(lastPrices[symbol], book.TotalQuantity);
            foreach (VirtualPosition held in book.Positions.OrderBy(p => p.Strategy, StringComparer.Ordinal))
                _end.Add($"{symbol} {held.Strategy} holds {held.Quantity} that cost {held.Cost}, realised {held.RealisedProfit}, fees {held.Fees}");
        }
        _end.Add($"cash {cash}");
        _end.Add($"equity {cash + value}");
    }

    /// <summary>That of a journal, by its entities.</summary>
    /// <param name="name">Backtest, paper or replay.</param>
    /// <param name="read">An entity's events; what came after the last moment is left out.</param>
    /// <param name="input">What the leg ran on.</param>
    public static LegResult Of(string name, Func<string, IEnumerable<JournalEvent>> read, ParityInput input)
    {
        IEnumerable<JournalEvent> Of(string entity) => read(entity).Where(e => e.EventTime <= input.LastMoment);
        return new LegResult(
            name, input.Series.Select(s => (s.Symbol, Of(PositionActor.EntityOf(s.Symbol)))), Of("portfolio"),
            input.Series.ToDictionary(s => s.Symbol, s => s.Candles[^1].Close));
    }

    public string Name { get; }

    public long Orders { get; private set; }

    public long Fills { get; private set; }

    public long Denials => _lines.Where(l => l.Key.What == "denials").Sum(l => (long)l.Value.Count);

    public IEnumerable<LegLine> Lines => _lines.Keys;

    /// <summary>Holdings by symbol and strategy, cash and equity.</summary>
    public IReadOnlyList<string> End => _end;

    /// <summary>In the order in which it happened; empty for a line that the leg does not have.</summary>
    public IReadOnlyList<LegEntry> Of(LegLine line) => _lines.GetValueOrDefault(line) ?? [];

    /// <summary>SHA-256 over all that is compared to the letter, lower-case hex.</summary>
    public string Hash()
    {
        StringBuilder all = new();
        foreach ((LegLine line, List<LegEntry> entries) in _lines)
        {
            foreach (LegEntry entry in entries)
                all.Append(line).Append(' ').Append(entry.Text).Append('\n');
        }
        all.AppendJoin('\n', _end);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private PositionBook Read(Symbol symbol, IEnumerable<JournalEvent> events, string journalId)
    {
        PositionBook book = PositionBook.Empty(symbol);
        Dictionary<ClientOrderId, string> strategies = [];
        foreach (JournalEvent recorded in events)
        {
            IPositionEvent @event = (IPositionEvent)recorded.Event;
            book = PositionFold.Apply(book, @event);
            if (@event is OrderIntended intended)
                strategies[intended.ClientOrderId] = intended.Strategy;
            Orders += @event is OrderIntended ? 1 : 0;
            Fills += @event is OrderExecuted ? 1 : 0;
            Add(new LegLine(symbol, strategies.GetValueOrDefault(@event.ClientOrderId, ""), "orders"), recorded, journalId, symbol);
        }
        return book;
    }

    private void Add(LegLine line, JournalEvent recorded, string journalId, Symbol symbol)
    {
        if (ComparableEvents.TextOf(recorded, journalId, symbol) is not { } text)
            return;
        if (!_lines.TryGetValue(line, out List<LegEntry>? entries))
            _lines.Add(line, entries = []);
        entries.Add(new LegEntry(recorded.EventTime, text));
    }
}
