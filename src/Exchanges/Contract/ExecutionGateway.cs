using System.Collections.Concurrent;
using System.Threading.Channels;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Values;

namespace CoinPilot.Exchanges;

/// <summary>
/// The port between position actors and a venue. Commands of one symbol run one after another, those of different symbols side by side.
/// A symbol's queue is bounded; what does not fit is answered as not sent.
/// </summary>
public sealed class ExecutionGateway : IPort, IAsyncDisposable
{
    private const int QueueBound = 1024;

    private readonly IExecutionVenue _venue;
    private readonly IActorEngine _engine;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Symbol, Lane> _lanes = [];

    public ExecutionGateway(IExecutionVenue venue, IActorEngine engine)
    {
        _venue = venue;
        _engine = engine;
        Address = engine.OpenPort("execution", this);
    }

    /// <summary>Where position actors send their <see cref="IExecutionCommand"/>s.</summary>
    public ActorRef Address { get; }

    /// <summary>Where everything that the venue says of a symbol's orders goes.</summary>
    public void Route(Symbol symbol, ActorRef position)
    {
        Lane lane = new(position, Channel.CreateBounded<IExecutionCommand>(QueueBound));
        if (!_lanes.TryAdd(symbol, lane))
            throw new InvalidOperationException($"{symbol} is routed already");
        lane.Worker = RunAsync(lane);
    }

    /// <summary>The symbol runs elsewhere from now on: what is under way ends, nothing new is taken.</summary>
    public async Task EndRouteAsync(Symbol symbol)
    {
        if (!_lanes.TryRemove(symbol, out Lane? lane))
            return;
        lane.Queue.Writer.TryComplete();
        await lane.Worker;
    }

    /// <inheritdoc/>
    public void Deliver(object message, ActorRef sender)
    {
        IExecutionCommand command = (IExecutionCommand)message;
        if (_lanes.TryGetValue(command.Symbol, out Lane? lane) && lane.Queue.Writer.TryWrite(command))
            return;
        const string cause = "the symbol is not connected yet, or its queue is full";
        IExecutionReply refused = command is SubmitOrder or SubmitReplacement
            ? new SubmitNotSent(command.ClientOrderId, command.Symbol, cause)
            : new LookUpFailed(command.ClientOrderId, command.Symbol, cause);
        _engine.Tell(sender, refused, Address);
    }

    /// <summary>Streams the account's own order events to their symbols until cancelled.</summary>
    public Task StreamReportsAsync(Action<ConnectionState, string> onConnection, CancellationToken cancellation) =>
        _venue.StreamAsync(new Sink(Hand, onConnection), cancellation);

    /// <summary>Lets commands in flight end, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Lane lane in _lanes.Values)
            lane.Queue.Writer.TryComplete();
        Task drained = Task.WhenAll(_lanes.Values.Select(lane => lane.Worker));
        if (await Task.WhenAny(drained, Task.Delay(TimeSpan.FromSeconds(5))) != drained)
            await _stop.CancelAsync();
        await drained;
        _stop.Dispose();
    }

    private void Hand(IExecutionReply reply)
    {
        if (_lanes.TryGetValue(reply.Symbol, out Lane? lane))
            _engine.Tell(lane.Position, reply, Address);
    }

    private async Task RunAsync(Lane lane)
    {
        while (await lane.Queue.Reader.WaitToReadAsync())
        {
            while (lane.Queue.Reader.TryRead(out IExecutionCommand? command))
                Hand(await ExecuteAsync(command));
        }
    }

    private async Task<IExecutionReply> ExecuteAsync(IExecutionCommand command)
    {
        try
        {
            return command switch
            {
                SubmitOrder m => await _venue.SubmitAsync(m, _stop.Token),
                SubmitReplacement m => await ReplaceAsync(m),
                CancelOrder m => await _venue.CancelAsync(m, _stop.Token),
                LookUpOrder m => await _venue.LookUpAsync(m, _stop.Token),
                _ => throw new InvalidOperationException($"no execution command: {command.GetType().Name}"),
            };
        }
        catch (Exception interrupted)
        {
            // Stopped in mid-call, or a client that broke its promise not to throw: either way the venue may have the order.
            return new SubmitAmbiguous(command.ClientOrderId, command.Symbol, interrupted.Message);
        }
    }

    // What becomes of the old order is told first: the new one is judged by it.
    private async Task<IExecutionReply> ReplaceAsync(SubmitReplacement m)
    {
        SubmitOrder next = new(m.ClientOrderId, m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, Money.Zero);
        ReplaceReply reply = await _venue.ReplaceAsync(new ReplaceOrder(m.Replaced, next), _stop.Token);
        Hand(reply.Previous);
        return reply.Next;
    }

    private sealed class Sink(Action<IExecutionReply> onReport, Action<ConnectionState, string> onConnection) : IExecutionSink
    {
        public void OnReport(IExecutionReply report) => onReport(report);

        public void OnConnection(ConnectionState state, string detail) => onConnection(state, detail);
    }

    private sealed class Lane(ActorRef position, Channel<IExecutionCommand> queue)
    {
        public ActorRef Position { get; } = position;

        public Channel<IExecutionCommand> Queue { get; } = queue;

        public Task Worker { get; set; } = Task.CompletedTask;
    }
}
