using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess.Recording;

/// <summary>
/// Writes down what one worker takes in, in order, each entry with the time its actors see: head byte (kind, and whether messages between
/// the worker's own actors were left waiting), then how many of those had been handled since the entry before where some were left, then
/// the time as what differs from the entry before. On the worker's thread alone.
/// </summary>
internal sealed class LaneRecorder(Lane lane, int worker, IInputLog log)
{
    /// <summary>Set in the head where the worker's own queue was not empty.</summary>
    public const byte LeftWaiting = 0x80;

    private const int FullBytes = 32 * 1024;
    private const long OldMicros = 1_000_000;

    private readonly EntryBuffer _buffer = new();
    private readonly InputCodec _codec = new();
    private readonly EntryBuffer _payload = new();
    private TradeDelta[] _trades = new TradeDelta[16];
    private int _actors;
    private long _micros;
    private long _flushedMicros;

    /// <summary>False once the log has ended for whatever reason.</summary>
    public bool IsKept => log.IsKept;

    /// <param name="envelope">What was taken from the mailbox.</param>
    /// <param name="now">The time that its receiver sees.</param>
    /// <param name="handled">How many messages of the worker's own queue were handled since the last entry; -1 when none is left waiting.</param>
    public void Note(in Envelope envelope, Timestamp now, long handled)
    {
        if (envelope.Sender is ActorCell sender && sender.Lane != lane)
        {
            Begin(envelope.To is null ? InputKind.Conflated : InputKind.FromWorker, now, handled);
            _buffer.WriteUnsigned((ulong)sender.Lane.Number);
        }
        else if (envelope.To is { } to)
        {
            NoteFromOutside(envelope, to, now, handled);
        }
        FlushWhenFull();
    }

    public void NoteTimer(long sequence, Timestamp now, long handled)
    {
        Begin(InputKind.Timer, now, handled);
        _buffer.WriteUnsigned((ulong)sequence);
        FlushWhenFull();
    }

    public void NoteClock(Timestamp now, long handled) => Begin(InputKind.Clock, now, handled);

    public void NoteRecovered(long sequence)
    {
        _buffer.WriteByte((byte)InputKind.Recovered);
        _buffer.WriteUnsigned((ulong)sequence);
    }

    public void NoteId(string id)
    {
        _buffer.WriteByte((byte)InputKind.Id);
        new WireWriter(_buffer).WriteString(id);
    }

    public void NoteEnd()
    {
        _buffer.WriteByte((byte)InputKind.End);
        Flush();
    }

    /// <summary>Hands over what was noted, unless it is little and new.</summary>
    public void FlushWhenOld()
    {
        if (_micros - _flushedMicros >= OldMicros)
            Flush();
    }

    public void Flush()
    {
        if (_buffer.Length == 0)
            return;
        log.Write(worker, _buffer.Written);
        _buffer.Clear();
        _flushedMicros = _micros;
    }

    private void NoteFromOutside(in Envelope envelope, ActorCell to, Timestamp now, long handled)
    {
        int number = NumberOf(to);
        switch (envelope.Message)
        {
            case null when envelope.Market.Kind == MarketEventKind.Trade:
                Begin(InputKind.Trade, now, handled);
                _buffer.WriteUnsigned((ulong)number);
                _trades[number].Write(_buffer, envelope.Market.Trade);
                break;
            case null:
                Begin(InputKind.Candle, now, handled);
                _buffer.WriteUnsigned((ulong)number);
                _buffer.WriteLong(envelope.Market.IntervalMinutes);
                InputSchemas.Write(envelope.Market.Candle, new WireWriter(_buffer));
                break;
            case PendingPersist answered:
                Begin(InputKind.Answer, now, handled);
                _buffer.WriteUnsigned((ulong)number);
                new WireWriter(_buffer).WriteString(answered.Result.Error?.Message ?? "");
                break;
            case StartSignal or LiftSignal:
                Begin(envelope.Message is StartSignal ? InputKind.Start : InputKind.Lift, now, handled);
                _buffer.WriteUnsigned((ulong)number);
                break;
            default:
                NoteMessage(envelope.Message, envelope.Sender, number, now, handled);
                break;
        }
    }

    private void NoteMessage(object message, ActorRef sender, int number, Timestamp now, long handled)
    {
        _payload.Clear();
        string manifest;
        int version;
        try
        {
            (manifest, version) = _codec.Encode(message, _payload);
        }
        catch (Exception unfit) when (unfit is UnknownManifestException or ArgumentException)
        {
            log.GiveUp($"a {message.GetType().Name} cannot be written down: {unfit.Message}");
            return;
        }
        Begin(InputKind.Message, now, handled);
        _buffer.WriteUnsigned((ulong)number);
        WireWriter wire = new(_buffer);
        wire.WriteByte((byte)KindOf(sender));
        if (KindOf(sender) == SenderKind.Port)
            wire.WriteString(sender.Path);
        wire.WriteString(manifest);
        wire.WriteInt(version);
        wire.WriteBytes(_payload.Written);
    }

    private static SenderKind KindOf(ActorRef sender) => sender switch
    {
        DeadLetterRef => SenderKind.Nobody,
        PortRef => SenderKind.Port,
        _ => SenderKind.Asker,
    };

    private int NumberOf(ActorCell cell)
    {
        if (cell.Recorded == 0)
            Introduce(cell);
        return cell.Recorded;
    }

    private void Introduce(ActorCell cell)
    {
        cell.Recorded = ++_actors;
        if (_actors == _trades.Length)
            Array.Resize(ref _trades, _actors * 2);
        _buffer.WriteByte((byte)InputKind.Actor);
        new WireWriter(_buffer).WriteString(cell.Path);
    }

    private void Begin(InputKind kind, Timestamp now, long handled)
    {
        _buffer.WriteByte((byte)((byte)kind | (handled >= 0 ? LeftWaiting : 0)));
        if (handled >= 0)
            _buffer.WriteUnsigned((ulong)handled);
        _buffer.WriteLong(now.UnixMicros - _micros);
        _micros = now.UnixMicros;
    }

    private void FlushWhenFull()
    {
        if (_buffer.Length >= FullBytes)
            Flush();
    }
}
