using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.App.Run;
using CoinPilot.Positions;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Replays;

/// <summary>
/// Runs recorded sessions again, each from the journal's state at its start, through the actors that ran then, and holds what they journal against
/// the journal.
/// </summary>
internal sealed class SessionReplay
{
    private readonly IReadOnlyList<SessionReader> _sessions;
    private readonly RecordedJournal _journal;
    private readonly IReadOnlyList<StrategyDescriptor> _kinds;
    private readonly Timestamp _from;
    private readonly Action<double> _progress;
    private readonly List<ReplayedSession> _replayed = [];
    private string? _problem;

    /// <param name="sessions">In the order in which they ran.</param>
    /// <param name="journal">The one that they wrote.</param>
    /// <param name="kinds">The strategies that there are.</param>
    /// <param name="from">The first instant whose orders count; a session that runs then is replayed from its own start.</param>
    /// <param name="progress">Told the share that is done.</param>
    public SessionReplay(IReadOnlyList<SessionReader> sessions, RecordedJournal journal, IReadOnlyList<StrategyDescriptor> kinds, Timestamp from, Action<double> progress)
    {
        _sessions = sessions;
        _journal = journal;
        _kinds = kinds;
        _from = from;
        _progress = progress;
    }

    /// <summary>Throws <see cref="SessionDamagedException"/>, and <see cref="InvalidDataException"/> for a session that this build cannot run.</summary>
    public ReplayReport Run()
    {
        foreach (SessionReader session in _sessions)
        {
            if (_problem is null && _journal.Difference is null && !_journal.IsPastEnd)
                Replay(session);
        }
        return Report();
    }

    private void Replay(SessionReader session)
    {
        SessionSetup setup = SessionSetup.Of(session);
        RunSettings settings = SettingsOf(session, setup, _kinds);
        ReplayEngine engine = new(setup.Workers, Watched(session), _journal, new EngineOptions());
        ActorRef execution = engine.OpenPort("execution", Silence.Instance);
        ActorRef observer = engine.OpenPort("observer", Silence.Instance);
        Symbol[] symbols = [.. setup.AllSymbols.Select(Symbol.Parse)];
        TradingActors actors = new(engine, settings, symbols);
        ActorRef portfolio = actors.SpawnPortfolio();
        foreach (Symbol symbol in symbols)
            actors.SpawnSymbol(symbol, portfolio, execution, observer);
        engine.Run();
        End(session, setup, engine);
    }

    private void End(SessionReader session, SessionSetup setup, ReplayEngine engine)
    {
        if (engine.Problem is { } problem && !_journal.IsPastEnd)
        {
            _problem = problem;
            _journal.ExplainStop();
        }
        _journal.EndSession();
        _replayed.Add(new ReplayedSession(
            session.StartedAt.ToString(), (engine.Now.IsSet ? engine.Now : session.StartedAt).ToString(), setup.Version, setup.Workers, engine.Inputs,
            engine.HasEnded, session.TornBytes, session.GivenUp));
    }

    private ReplayReport Report()
    {
        List<(JournalEvent Recorded, bool IsSame)> inRange = [.. _journal.All.Where(e => e.Recorded.EventTime >= _from && e.Recorded.EventTime < _journal.To)];
        JournalEvent[] same = [.. inRange.Where(e => e.IsSame).Select(e => e.Recorded)];
        JournalEvent[] unrecorded = _problem is null ? [.. inRange.Where(e => !e.IsSame).Select(e => e.Recorded).OrderBy(e => e.EventTime)] : [];
        return new ReplayReport(
            _replayed, _from.ToString(), _journal.To == RecordedJournal.Endless ? null : _journal.To.ToString(), same.Count(IsOrder), same.Length, unrecorded.Count(IsOrder), unrecorded.Length,
            unrecorded.Length == 0 ? null : unrecorded[0].EventTime.ToString(), unrecorded.Length == 0 ? null : unrecorded[^1].EventTime.ToString(),
            _journal.Difference, _problem);
    }

    private static bool IsOrder(JournalEvent e) => e.Event is OrderIntended;

    private IEnumerable<RecordedFrame> Watched(SessionReader session)
    {
        long done = _sessions.TakeWhile(s => s != session).Sum(s => s.Bytes);
        long all = Math.Max(1, _sessions.Sum(s => s.Bytes));
        foreach (RecordedFrame frame in session.ReadFrames())
        {
            _progress((double)(done + session.BytesRead) / all);
            yield return frame;
            if (_journal.IsPastEnd)
                yield break;
        }
    }

    private static RunSettings SettingsOf(SessionReader session, SessionSetup setup, IReadOnlyList<StrategyDescriptor> kinds)
    {
        try
        {
            return setup.ToSettings(kinds);
        }
        catch (Exception wrong) when (wrong is StrategyConfigurationException or FormatException)
        {
            throw new InvalidDataException($"the session of {session.StartedAt}, recorded by version {setup.Version}: {wrong.Message}", wrong);
        }
    }
}
