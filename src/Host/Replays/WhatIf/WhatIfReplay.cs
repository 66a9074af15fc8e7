using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Run;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>
/// Runs recorded sessions with other parameters: the market, history and operator of then, in virtual time, from the journal as the first session
/// found it. Each session is a process start of its own.
/// </summary>
internal sealed class WhatIfReplay
{
    private readonly IReadOnlyList<(SessionReader Reader, SessionSetup Setup)> _sessions;
    private readonly IReadOnlyList<StrategyDescriptor> _kinds;
    private readonly ParameterChanges _changes;
    private readonly Timestamp _to;
    private readonly Action<double> _progress;
    private readonly InMemoryJournal _journal;
    private readonly HashSet<string> _entities = new(StringComparer.Ordinal);
    private readonly WhatIfVenue _venue;

    /// <param name="sessions">In the order in which they ran; one at least.</param>
    /// <param name="journal">The recorded journal, whole.</param>
    /// <param name="instead">Takes what is journaled instead; empty.</param>
    /// <param name="kinds">The strategies that there are.</param>
    /// <param name="changes">What is to be otherwise.</param>
    /// <param name="to">Inputs from then on are left out.</param>
    /// <param name="progress">Told the share that is done.</param>
    public WhatIfReplay(
        IReadOnlyList<(SessionReader, SessionSetup)> sessions, IReadOnlyList<JournalEvent> journal, InMemoryJournal instead,
        IReadOnlyList<StrategyDescriptor> kinds, ParameterChanges changes, Timestamp to, Action<double> progress)
    {
        _sessions = sessions;
        _journal = instead;
        _kinds = kinds;
        _changes = changes;
        _to = to;
        _progress = progress;
        Timestamp start = _sessions[0].Reader.StartedAt;
        foreach (JournalEvent recorded in journal)
        {
            _entities.Add(recorded.EntityId);
            if (recorded.EventTime < start)
                _journal.Append(recorded.EntityId, recorded.Sequence - 1, recorded.EventTime, [recorded.Event], Require);
        }
        _venue = new WhatIfVenue(new RecordedOrders(journal.Where(e => e.EventTime >= start)), _sessions[0].Setup.ToSettings(kinds).Limits.Fee);
    }

    public long AnsweredAsRecorded => _venue.AnsweredAsRecorded;

    public long AnsweredByModel => _venue.AnsweredByModel;

    /// <summary>What is journaled instead, with all that was before. Throws what reading a session throws.</summary>
    public async Task<IReadOnlyList<JournalEvent>> RunAsync()
    {
        for (int i = 0; i < _sessions.Count; i++)
            await RunAsync(i);
        return [.. _entities.SelectMany(entity => _journal.Read(entity))];
    }

    private async Task RunAsync(int number)
    {
        (SessionReader reader, SessionSetup setup) = _sessions[number];
        await using VirtualEngine engine = new((ulong)number + 1, _journal, new EngineOptions { SnapshotEvery = 0 }, start: reader.StartedAt);
        Dictionary<Symbol, ActorRef> markets = [];
        ActorRef portfolio = await StartAsync(engine, setup, markets);
        foreach (RecordedInput input in RecordedInputs.Read(setup.Workers, Watched(number)))
        {
            if (input.At >= _to)
                break;
            AdvanceTo(input.At, engine);
            Take(input, engine, portfolio, markets);
            engine.RunUntilIdle();
        }
        // What still waits for an answer gets it, as a stop waits for what is under way.
        AdvanceTo(engine.Now + RecordedOrders.Tolerance, engine);
        engine.Crash();
    }

    private async Task<ActorRef> StartAsync(VirtualEngine engine, SessionSetup setup, Dictionary<Symbol, ActorRef> markets)
    {
        Symbol[] symbols = [.. setup.AllSymbols.Select(Symbol.Parse)];
        TradingActors actors = new(engine, _changes.Apply(setup.ToSettings(_kinds)), symbols);
        ActorRef execution = _venue.Begin(engine);
        ActorRef observer = engine.OpenPort("observer", Silence.Instance);
        ActorRef portfolio = actors.SpawnPortfolio();
        if (_changes.Override is { } limits)
            engine.Tell(portfolio, limits);
        foreach (Symbol symbol in symbols)
        {
            _entities.Add(PositionActor.EntityOf(symbol));
            ActorRef actor = actors.SpawnSymbol(symbol, portfolio, execution, observer);
            Task<SymbolRefs> asked = engine.Ask<SymbolRefs>(actor, new GetSymbolRefs(), TimeSpan.FromSeconds(1));
            engine.RunUntilIdle();
            SymbolRefs refs = await asked;
            markets.Add(symbol, refs.Market);
            _venue.Route(symbol, refs.Position);
        }
        return portfolio;
    }

    private void AdvanceTo(Timestamp time, VirtualEngine engine)
    {
        while (_venue.NextDue is { } due && due <= time)
        {
            engine.Advance(due);
            _venue.Tell(engine.Now);
            engine.RunUntilIdle();
        }
        engine.Advance(time);
    }

    // Questions change nothing, and what the venue said of orders may not fit these.
    private void Take(RecordedInput input, VirtualEngine engine, ActorRef portfolio, Dictionary<Symbol, ActorRef> markets)
    {
        switch (input.Message)
        {
            case null when MarketOf(input, markets) is (var symbol, { } market):
                if (input.Market.Kind == MarketEventKind.Trade)
                    _venue.OnTrade(symbol, input.Market.Trade);
                else
                    _venue.OnCandle(symbol, input.Market.Candle);
                engine.Tell(market, input.Market);
                break;
            case WarmUp history when MarketOf(input, markets) is (_, { } market):
                engine.Tell(market, history);
                break;
            case IAccountCommand or StopEntries or NoteJournal:
                engine.Tell(portfolio, _changes.Apply(input.Message));
                break;
        }
    }

    private static (Symbol Symbol, ActorRef? Market) MarketOf(RecordedInput input, Dictionary<Symbol, ActorRef> markets)
    {
        string partition = input.Receiver[..Math.Max(0, input.Receiver.IndexOf('/', StringComparison.Ordinal))];
        return Symbol.TryParse(partition, out Symbol symbol) ? (symbol, markets.GetValueOrDefault(symbol)) : default;
    }

    private IEnumerable<RecordedFrame> Watched(int number)
    {
        long done = _sessions.Take(number).Sum(s => s.Reader.Bytes);
        long all = Math.Max(1, _sessions.Sum(s => s.Reader.Bytes));
        foreach (RecordedFrame frame in _sessions[number].Reader.ReadFrames())
        {
            _progress((double)(done + _sessions[number].Reader.BytesRead) / all);
            yield return frame;
        }
    }

    private static void Require(AppendResult result)
    {
        if (result.Error is { } error)
            throw new InvalidDataException($"the journal does not add up: {error.Message}", error);
    }
}
