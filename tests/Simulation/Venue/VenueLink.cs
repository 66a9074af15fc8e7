using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Simulation.World;

namespace CoinPilot.Simulation.Venue;

/// <summary>A node's way to the exchange: the execution port. Requests and answers take time, and the client gives up on late ones.</summary>
internal sealed class VenueLink(int node, VirtualEngine engine, SimExchange exchange, Conditions conditions, Trace trace, Func<SubmitStage, bool> reached) : IPort
{
    /// <summary>How long the client waits for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a request the client gave up on is under way, ms.</summary>
    private const int LongestMs = 20_000;

    public void Deliver(object message, ActorRef sender)
    {
        IExecutionCommand command = (IExecutionCommand)message;
        trace.Note("request", $"node {node}: {command.GetType().Name} {command.ClientOrderId}");
        if (command is SubmitOrder && !reached(SubmitStage.Leaving))
            return;
        if (conditions.Strikes(FaultKind.VenueBusy))
            Answer(Unsent(command, "429"), sender, conditions.Between(1, 20));
        else if (conditions.Strikes(FaultKind.VenueStuck))
            Stick(command, sender);
        else
            After(conditions.Between(0.5, 5), () => Arrive(command, sender));
        if (command is SubmitOrder)
            reached(SubmitStage.Left);
    }

    private void Stick(IExecutionCommand command, ActorRef sender)
    {
        Answer(Doubtful(command, "timed out"), sender, Patience);
        After(conditions.Between(Patience.TotalMilliseconds / 10, LongestMs), () => exchange.Handle(command));
    }

    private void Arrive(IExecutionCommand command, ActorRef sender)
    {
        if (conditions.Strikes(FaultKind.VenueError))
        {
            if (conditions.Choose(2) == 0)
                exchange.Handle(command);
            Answer(Doubtful(command, "500"), sender, conditions.Between(1, 50));
            return;
        }
        IExecutionReply reply = exchange.Handle(command);
        if (conditions.Strikes(FaultKind.VenueSilent))
        {
            Answer(Doubtful(command, "timed out"), sender, Patience);
            return;
        }
        Answer(reply, sender, conditions.Strikes(FaultKind.VenueLate) ? conditions.Between(100, 9_000) : conditions.Between(0.5, 5));
        if (conditions.Strikes(FaultKind.VenueTwice))
            Answer(reply, sender, conditions.Between(5, 5_000));
    }

    private static IExecutionReply Unsent(IExecutionCommand command, string cause) => command is SubmitOrder or SubmitReplacement
        ? new SubmitNotSent(command.ClientOrderId, command.Symbol, cause)
        : new LookUpFailed(command.ClientOrderId, command.Symbol, cause);

    private static IExecutionReply Doubtful(IExecutionCommand command, string cause) => command is SubmitOrder or SubmitReplacement
        ? new SubmitAmbiguous(command.ClientOrderId, command.Symbol, cause)
        : new LookUpFailed(command.ClientOrderId, command.Symbol, cause);

    private void Answer(IExecutionReply reply, ActorRef to, TimeSpan after) => After(after, () =>
    {
        trace.Note("answer", $"node {node}: {reply.GetType().Name} {reply.ClientOrderId}");
        engine.Tell(to, reply);
    });

    private void After(TimeSpan delay, Action action) => engine.Clock.At(engine.Clock.Now + delay, action);
}

/// <summary>How far an order's request has come.</summary>
internal enum SubmitStage { Leaving, Left }
