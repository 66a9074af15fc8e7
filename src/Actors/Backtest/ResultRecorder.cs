using System.Buffers;
using System.Security.Cryptography;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Backtest;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>The observer of a backtest: passes books on, counts orders and fills and hashes them, in order, in the bytes that a journal would keep.</summary>
internal sealed class ResultRecorder(IEventCodec codec, Action<PositionBook> onBook, Action<OrderIntended>? onOrder) : IPort, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private readonly Dictionary<(Symbol Symbol, string Strategy), Tally> _tallies = [];
    private readonly Dictionary<ClientOrderId, Tally> _open = [];

    /// <summary>The trades that the events make.</summary>
    public TradeBook Trades { get; } = new();

    public long Orders { get; private set; }

    public long Fills { get; private set; }

    public long Rejected { get; private set; }

    public Money Fees { get; private set; }

    public void Deliver(object message, ActorRef sender)
    {
        PositionChanged changed = (PositionChanged)message;
        onBook(changed.Book);
        foreach (IPositionEvent @event in changed.Events)
        {
            Count(@event, changed.Book.Symbol);
            Trades.Take(changed.Book.Symbol, @event);
            // What allowed an order is no part of it.
            if (@event is OrderPermitted)
                continue;
            _bytes.ResetWrittenCount();
            codec.Encode(@event, _bytes);
            _hash.AppendData(_bytes.WrittenSpan);
        }
    }

    /// <summary>Orders and fills of a strategy on a symbol.</summary>
    public (long Orders, long Fills) CountOf(Symbol symbol, string strategy) =>
        _tallies.TryGetValue((symbol, strategy), out Tally? tally) ? (tally.Orders, tally.Fills) : (0, 0);

    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private void Count(IPositionEvent @event, Symbol symbol)
    {
        switch (@event)
        {
            case OrderIntended order:
                Orders++;
                Tally tally = TallyOf(symbol, order.Strategy);
                tally.Orders++;
                _open[order.ClientOrderId] = tally;
                onOrder?.Invoke(order);
                break;
            case OrderRejected:
                Rejected++;
                _open.Remove(@event.ClientOrderId);
                break;
            case OrderFilled or OrderCancelled:
                _open.Remove(@event.ClientOrderId);
                break;
            case OrderExecuted fill:
                Fills++;
                _open[fill.ClientOrderId].Fills++;
                Fees += fill.Fee;
                break;
        }
    }

    private Tally TallyOf(Symbol symbol, string strategy)
    {
        if (!_tallies.TryGetValue((symbol, strategy), out Tally? tally))
            _tallies.Add((symbol, strategy), tally = new Tally());
        return tally;
    }

    private sealed class Tally
    {
        public long Orders { get; set; }

        public long Fills { get; set; }
    }
}
