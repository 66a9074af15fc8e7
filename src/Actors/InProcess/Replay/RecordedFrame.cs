namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>Whole entries of one worker, as an input log has them. <paramref name="Place"/> names file and byte for messages.</summary>
public readonly record struct RecordedFrame(int Worker, ReadOnlyMemory<byte> Entries, string Place);
