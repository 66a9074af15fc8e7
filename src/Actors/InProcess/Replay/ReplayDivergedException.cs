namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>The actors do not do what they did when the recording was made.</summary>
internal sealed class ReplayDivergedException(string reason) : Exception(reason);
