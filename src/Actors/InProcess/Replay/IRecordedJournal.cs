using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>
/// The journal that a recorded run wrote, for its replay. What is appended is only kept in mind, and never answered: the recorded answers are.
/// </summary>
public interface IRecordedJournal : IJournal
{
    /// <summary>The journal's answer to the entity's last append, as it was then. Gives how that append differs from what was journaled; null where it does not.</summary>
    string? OnAnswer(string entityId, bool isDurable);
}
