using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>
/// Something from outside that a recorded worker took in. <paramref name="Message"/> is null for market data. <paramref name="Receiver"/> is the
/// actor's path.
/// </summary>
public readonly record struct RecordedInput(Timestamp At, string Receiver, MarketEvent Market, object? Message);

/// <summary>Reads what came from outside out of a recording, of all workers in the order of time, for a run that is to differ.</summary>
public sealed class RecordedInputs
{
    /// <summary>A worker hands over what it noted long before that: at its heartbeats at the latest.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(30);

    private readonly EntryReader[] _workers;
    private readonly PriorityQueue<RecordedInput, (long Micros, long Number)> _waiting = new();
    private long _newest;
    private long _number;

    private RecordedInputs(int workers) => _workers = [.. Enumerable.Range(0, workers).Select(_ => new EntryReader())];

    /// <summary>Throws <see cref="InvalidDataException"/> for what is no recording, and what reading the frames throws.</summary>
    public static IEnumerable<RecordedInput> Read(int workers, IEnumerable<RecordedFrame> frames)
    {
        RecordedInputs inputs = new(workers);
        foreach (RecordedFrame frame in frames)
        {
            inputs.Take(frame);
            while (inputs.TryGive(inputs._newest - (long)Lateness.TotalMicroseconds, out RecordedInput input))
                yield return input;
        }
        while (inputs.TryGive(long.MaxValue, out RecordedInput input))
            yield return input;
    }

    private bool TryGive(long before, out RecordedInput input)
    {
        input = default;
        return _waiting.TryPeek(out _, out (long Micros, long) first) && first.Micros < before && _waiting.TryDequeue(out input, out _);
    }

    private void Take(RecordedFrame frame)
    {
        if (frame.Worker < 0 || frame.Worker >= _workers.Length)
            throw new InvalidDataException($"{frame.Place}: there is no worker {frame.Worker}");
        EntryReader entries = _workers[frame.Worker];
        entries.Add(frame);
        try
        {
            while (entries.HasEntry)
                TakeEntry(entries);
        }
        catch (Exception e) when (e is FormatException or OverflowException or Wire.UnknownManifestException)
        {
            throw new InvalidDataException($"{frame.Place}: {e.Message}", e);
        }
    }

    private void TakeEntry(EntryReader entries)
    {
        switch (entries.Kind)
        {
            case InputKind.Actor:
                entries.TakeActor();
                break;
            case InputKind.End:
                entries.TakeKind();
                break;
            case InputKind.Recovered:
                entries.TakeKind();
                _ = entries.TakeCount();
                break;
            case InputKind.Id:
                entries.TakeKind();
                _ = entries.TakeString();
                break;
            default:
                TakeInput(entries.Kind, entries);
                break;
        }
    }

    private void TakeInput(InputKind kind, EntryReader entries)
    {
        Timestamp at = entries.TakeHead();
        _newest = Math.Max(_newest, at.UnixMicros);
        switch (kind)
        {
            case InputKind.Trade:
                int trader = entries.TakeReceiver();
                Keep(new RecordedInput(at, entries.PathOf(trader), entries.TakeTrade(trader), null));
                break;
            case InputKind.Candle:
                int market = entries.TakeReceiver();
                Keep(new RecordedInput(at, entries.PathOf(market), entries.TakeCandle(), null));
                break;
            case InputKind.Message:
                int receiver = entries.TakeReceiver();
                Keep(new RecordedInput(at, entries.PathOf(receiver), default, entries.TakeMessage().Message));
                break;
            case InputKind.Answer:
                _ = entries.TakeReceiver();
                _ = entries.TakeString();
                break;
            case InputKind.FromWorker or InputKind.Conflated or InputKind.Timer or InputKind.Start or InputKind.Lift:
                _ = entries.TakeCount();
                break;
            case InputKind.Clock:
                break;
            default:
                throw new FormatException($"no kind of entry has the number {(byte)kind}");
        }
    }

    private void Keep(RecordedInput input) => _waiting.Enqueue(input, (input.At.UnixMicros, _number++));
}
