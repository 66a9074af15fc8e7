using System.Threading.Channels;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// Drives the floor along the clock. A source that waits for consumers begins with the first of them, and pauses while one has too much waiting.
/// </summary>
internal sealed class TapeLoop(TradingFloor floor, LocalExchangeOptions options)
{
    private const int TradesPerTurn = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Holds at most one sign that something has moved.</summary>
    private readonly Channel<bool> _signs =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool Waits => options.Source.WaitsForConsumers;

    /// <summary>A subscription was made or a subscriber took frames: look again.</summary>
    public void Wake() => _signs.Writer.TryWrite(true);

    /// <summary>Ends with the tape; throws what its source throws.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (Waits)
            await UntilAsync(HasSubscriber, cancellation);
        var clock = new VenueClock(options.Time, floor.OpenedAt, options.Speed);
        while (!Advance(clock.Now, out bool isThere))
        {
            if (Waits && floor.Broadcast.IsCongested(options.SubscriberQueueLimit))
                await UntilAsync(() => !floor.Broadcast.IsCongested(options.SubscriberQueueLimit / 2), cancellation);
            else if (isThere)
                await Task.Delay(Pause, options.Time, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private bool Advance(Timestamp target, out bool isThere)
    {
        lock (floor.Gate)
        {
            isThere = floor.Advance(target, TradesPerTurn);
            return floor.IsFinished;
        }
    }

    private bool HasSubscriber()
    {
        lock (floor.Gate)
            return floor.Broadcast.HasMarketSubscriber;
    }

    private async Task UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        while (!condition())
            await _signs.Reader.ReadAsync(cancellation);
    }
}
