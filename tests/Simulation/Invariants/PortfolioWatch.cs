using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Portfolio;
using CoinPilot.Simulation.Taps;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>
/// Looks at one instance of the portfolio after everything it does: its state must be what the journals give, and every grant within each limit
/// at the moment at which it is made.
/// </summary>
internal sealed class PortfolioWatch : Tap
{
    private static readonly GetAccount Query = new();

    /// <summary>Days are the market's: its last word may be as old as a price, on its way, and told by a clock that is ahead.</summary>
    private static readonly TimeSpan MarketLag = TimeSpan.FromMinutes(3);

    private readonly SimWorld _world;
    private readonly InvariantWatch _watch;
    private readonly ToldAccount _told;
    private readonly Dictionary<ActorRef, Symbol> _symbolOf = [];
    private readonly Timestamp _silentUntil;
    private bool _stopping;

    public PortfolioWatch(SimWorld world, InvariantWatch watch)
    {
        _world = world;
        _watch = watch;
        _told = new ToldAccount(watch);
        _silentUntil = watch.Account.IsOpen ? world.Clock.Now + world.PortfolioOptions.RestartPause!.Value : world.Clock.Now;
    }

    public override object? OnReceive(object message, IActorContext context)
    {
        if (message is PositionSummary summary)
        {
            _symbolOf.TryAdd(context.Sender, summary.Symbol);
            _told.Take(summary);
        }
        _stopping |= message is StopEntries;
        return message;
    }

    public override void OnMarket(in MarketEvent market, IActorContext context)
    {
        if (_symbolOf.TryGetValue(context.Sender, out Symbol symbol))
            _told.TakeMark(symbol, market.LastPrice);
    }

    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        Money equity = _watch.Account.OpeningCash + _told.CashFlow + _told.Worth;
        if (events.OfType<ReferenceEquityFixed>().FirstOrDefault() is { } reference && reference.Equity != equity)
            _watch.Fail("one reference a day", $"{reference}, and the account is worth {equity}");
        base.Persist(actor, context, events, then);
    }

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is ExposureReserved reserved)
            OnGrant(reserved, context.Now);
        base.Send(context, to, message);
    }

    public override void OnHandled(IActor actor, IActorContext context) =>
        _watch.OnAccount(Question.Ask<AccountSnapshot>(actor, Query, context.Now, sequence: 0), _told);

    private void OnGrant(ExposureReserved grant, Timestamp now)
    {
        if (WhyDenied(now) is { } why)
            _watch.Fail("no entry while halted", $"{grant} at {now}: {why}");
        if (_watch.Entries.Find(grant.ReservationId) is not { } entry)
            _watch.Fail("every entry has its grant", $"{grant} was not asked for");
        else if (!entry.IsGranted)
        {
            if (Excess(grant.Funds) is { } excess)
                _watch.Fail("no limit exceeded", $"{grant}: {excess}");
            entry.Funds = grant.Funds;
        }
    }

    private string? WhyDenied(Timestamp now) =>
        _watch.Account.KillSwitchReason is { } reason ? $"the journal has the kill switch on: {reason}"
        : _world.Operator.HaltedSince is { } since ? $"the operator was told at {since}"
        : _stopping ? "entries are stopped"
        : _world.Clock.Now < _silentUntil ? $"the portfolio started anew, and is silent until {_silentUntil}"
        : _told.Symbols < _world.Scenario.Symbols.Count ? $"it knows {_told.Symbols} symbols of {_world.Scenario.Symbols.Count}"
        : _watch.Account.ReferenceDay < (now - MarketLag).FloorTo(TimeSpan.FromDays(1)) ? "the day's reference equity is not fixed"
        : null;

    // To the last digit: by what the portfolio was told, by what it granted before, and by the journal.
    private string? Excess(Money funds)
    {
        Money reference = _watch.Account.ReferenceEquity;
        Money held = _told.Committed + _watch.Entries.Untold(_told);
        Money exposure = _told.Worth + held + funds;
        Money most = reference.PercentDown(Scenario.Limits.MaxTotalExposurePercent);
        Money cash = _watch.Account.OpeningCash + _told.CashFlow - held;
        return exposure > most ? $"it makes the exposure {exposure}, {most} at most"
            : funds > reference.PercentDown(Scenario.Limits.MaxOrderPercent) ? $"it is more than {Scenario.Limits.MaxOrderPercent} % of {reference}"
            : funds < Scenario.Limits.MinOrder || funds > Scenario.Limits.MaxOrder ? "the exchange takes no such order"
            : funds + funds.FeeDown(Scenario.Limits.Fee) > cash ? $"{cash} is free"
            : null;
    }
}
