using CoinPilot.Exchanges;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>The state of one connection to a venue: now, since when, and how often it was lost. Any thread.</summary>
internal sealed class ConnectionLog(string name, TimeProvider time, Action<string> say)
{
    private readonly Lock _lock = new();
    private ConnectionStatus _status = new(name, ConnectionState.Connecting, "", Timestamp.From(time.GetUtcNow()), 0);

    public ConnectionStatus Status
    {
        get
        {
            lock (_lock)
                return _status;
        }
    }

    public void Note(ConnectionState state, string detail)
    {
        bool changed;
        lock (_lock)
        {
            changed = state != _status.State;
            long lost = _status.Lost + (changed && state == ConnectionState.Disconnected ? 1 : 0);
            Timestamp since = changed ? Timestamp.From(time.GetUtcNow()) : _status.Since;
            _status = new ConnectionStatus(name, state, detail, since, lost);
        }
        if (changed)
            say($"{name}: {state.ToString().ToLowerInvariant()}{(detail.Length > 0 ? ", " + detail : "")}");
    }
}

/// <summary><paramref name="Lost"/>: how often the connection went away since the start.</summary>
internal sealed record ConnectionStatus(string Name, ConnectionState State, string Detail, Timestamp Since, long Lost);
