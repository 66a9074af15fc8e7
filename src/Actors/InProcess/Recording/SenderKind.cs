namespace CoinPilot.Actors.InProcess.Recording;

/// <summary>Who sent a message from outside; the numbers are on disks.</summary>
internal enum SenderKind : byte
{
    Nobody = 0,

    /// <summary>Somebody outside who waits for a reply.</summary>
    Asker = 1,

    /// <summary>A port; its path follows.</summary>
    Port = 2,
}
