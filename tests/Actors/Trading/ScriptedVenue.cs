using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>
/// A venue behind the execution port that answers by script and keeps every command. It outlives the engines that talk to it, as a real
/// one outlives our process.
/// </summary>
internal sealed class ScriptedVenue(InMemoryJournal journal) : IPort
{
    private readonly Dictionary<ClientOrderId, ExecutionReport> _records = [];
    private VirtualEngine? _engine;
    private ActorRef? _address;

    /// <summary>What to answer; null for silence. Fills whole orders at <see cref="Price"/> unless told otherwise.</summary>
    public Func<IExecutionCommand, IExecutionReply?>? Script { get; set; }

    /// <summary>Where market orders are filled.</summary>
    public Price Price { get; set; } = Price.Of(100m);

    public FeeRate Fee { get; init; } = FeeRate.UpbitKrw;

    public List<IExecutionCommand> Commands { get; } = [];

    /// <summary>For each command: what the journal held of its symbol at the moment of delivery.</summary>
    public List<IReadOnlyList<object>> JournalAtDelivery { get; } = [];

    public IReadOnlyList<SubmitOrder> Submits => [.. Commands.OfType<SubmitOrder>()];

    public IReadOnlyList<LookUpOrder> LookUps => [.. Commands.OfType<LookUpOrder>()];

    public ActorRef Attach(VirtualEngine engine)
    {
        _engine = engine;
        return _address = engine.OpenPort("execution", this);
    }

    public void Deliver(object message, ActorRef sender)
    {
        IExecutionCommand command = (IExecutionCommand)message;
        Commands.Add(command);
        JournalAtDelivery.Add([.. journal.Read(PositionActor.EntityOf(command.Symbol)).Select(e => e.Event)]);
        IExecutionReply? reply = Script is null ? Fill(command) : Script(command);
        if (reply is not null)
            _engine!.Tell(sender, reply, _address);
    }

    /// <summary>The venue's default: executes an order whole, once, and remembers it.</summary>
    public IExecutionReply Fill(IExecutionCommand command)
    {
        if (command is SubmitOrder order && !_records.ContainsKey(order.ClientOrderId))
            _records[order.ClientOrderId] = Reports.Filled(order, Price, Fee);
        return _records.TryGetValue(command.ClientOrderId, out ExecutionReport? record)
            ? record
            : new OrderNotFound(command.ClientOrderId, command.Symbol);
    }
}
