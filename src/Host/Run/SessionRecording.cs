using CoinPilot.App.Replays;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>Records what a run's actors take in, so that <c>coinpilot replay</c> can prove and vary what they did.</summary>
internal static class SessionRecording
{
    /// <summary>Null where it is switched off. Trading goes on whatever becomes of it.</summary>
    public static SessionLog? Begin(RunSettings settings, IEnumerable<Symbol> earlier, TimeProvider time, Action<string> say)
    {
        if (settings.SessionBytes == 0)
            return null;
        return SessionLog.Begin(
            new SessionLogOptions(DataFolder.SessionsOf(settings.DataFolder), settings.SessionBytes, settings.SessionAge, time)
            {
                Alert = reason => say($"ALERT this session can be replayed up to here and no further: {reason}; trading goes on"),
            },
            SessionSetup.Of(settings, earlier).ToJson());
    }
}
