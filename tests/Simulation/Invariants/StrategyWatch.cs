using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Simulation.Taps;
using CoinPilot.Simulation.World;
using CoinPilot.Strategies;

namespace CoinPilot.Simulation.Invariants;

/// <summary>After everything that a strategy does, restarts included, what it remembers is what its journal says; but while it is being written.</summary>
internal sealed class StrategyWatch(InvariantWatch watch, string entity) : Tap
{
    private bool _isWriting;

    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        _isWriting = true;
        context.Persist(events, durable =>
        {
            _isWriting = false;
            then?.Invoke(durable);
        });
    }

    public override void OnHandled(IActor actor, IActorContext context)
    {
        if (_isWriting || watch.StrategyOf(entity).At(context.JournalSequence) is not { } saved)
            return;
        StrategyStatus status = Question.Ask<StrategyStatus>(actor, new GetStrategyStatus(), context.Now, context.JournalSequence);
        if (status.IsWarm)
            Compare(status, saved);
    }

    private void Compare(StrategyStatus status, StrategyStateSaved saved)
    {
        double fills = status.Conditions.Single(c => c.Name == ChaoticStrategy.Fills).Value;
        if (StrategyModel.ValueOf(saved, ChaoticStrategy.Fills) != $"{fills}" || !status.State.Equals(saved.State))
            watch.Fail("state equals replay", $"{entity} remembers {fills} fills and {status.State.Count} values, its journal gives {saved}");
    }
}
