using CoinPilot.Actors.Wire;
using CoinPilot.Positions;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.EndToEnd;

namespace CoinPilot.Tests.Clustering.Nodes;

/// <summary>The orders of the journal and those of the exchange, by their ids.</summary>
/// <param name="Orders">At the exchange.</param>
/// <param name="Lost">At the exchange, but in no journal; or accepted by the journal's word, but not at the exchange.</param>
/// <param name="Doubled">At the exchange more often than once, or intended more often than once.</param>
internal sealed record JournalAgainstExchange(int Orders, int Lost, int Doubled)
{
    public static async Task<JournalAgainstExchange> CompareAsync(string database, ExchangeView exchange)
    {
        string[] there = [.. (await exchange.OrdersAsync()).Select(o => o.Identifier)];
        List<string> intended = [];
        HashSet<string> accepted = new(StringComparer.Ordinal);
        using PostgresJournalReader reader = new(database, new EventCodec());
        foreach (object @event in reader.ReadAll().Select(e => e.Event))
        {
            if (@event is OrderIntended intent)
                intended.Add(intent.ClientOrderId.Value);
            else if (@event is OrderAccepted or OrderExecuted)
                accepted.Add(((IPositionEvent)@event).ClientOrderId.Value);
        }
        return new JournalAgainstExchange(
            there.Length, there.Except(intended).Count() + accepted.Except(there).Count(),
            there.Length - there.Distinct().Count() + (intended.Count - intended.Distinct().Count()));
    }
}
