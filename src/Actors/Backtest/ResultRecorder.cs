using System.Buffers;
using System.Security.Cryptography;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>The observer of a backtest: passes books on, counts orders and fills and hashes them, in order, in the bytes that a journal would keep.</summary>
internal sealed class ResultRecorder(IEventCodec codec, Action<PositionBook> onBook) : IPort, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

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
            Count(@event);
            // What allowed an order is no part of it.
            if (@event is OrderPermitted)
                continue;
            _bytes.ResetWrittenCount();
            codec.Encode(@event, _bytes);
            _hash.AppendData(_bytes.WrittenSpan);
        }
    }

    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private void Count(IPositionEvent @event)
    {
        switch (@event)
        {
            case OrderIntended:
                Orders++;
                break;
            case OrderRejected:
                Rejected++;
                break;
            case OrderExecuted fill:
                Fills++;
                Fees += fill.Fee;
                break;
        }
    }
}
