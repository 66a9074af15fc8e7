namespace CoinPilot.Actors.InProcess.Recording;

/// <summary>What an entry of an input log is; the numbers are on disks. docs/replay.md describes each.</summary>
internal enum InputKind : byte
{
    /// <summary>Gives an actor's path the next number of its worker.</summary>
    Actor = 1,

    /// <summary>A trade from outside.</summary>
    Trade = 2,

    /// <summary>A closed candle from outside.</summary>
    Candle = 3,

    /// <summary>Any other message from outside.</summary>
    Message = 4,

    /// <summary>The oldest message of another worker that has not been taken yet; what it is follows from that worker's own entries.</summary>
    FromWorker = 5,

    /// <summary>That message was a trade that a newer one took the place of.</summary>
    Conflated = 6,

    /// <summary>The journal's answer to an actor.</summary>
    Answer = 7,

    /// <summary>A timer of the worker elapsed.</summary>
    Timer = 8,

    /// <summary>Only time went on.</summary>
    Clock = 9,

    /// <summary>A top-level actor is to start.</summary>
    Start = 10,

    /// <summary>A quarantine is lifted.</summary>
    Lift = 11,

    /// <summary>Not an input but what came of one: where an actor's journal ended when it recovered.</summary>
    Recovered = 12,

    /// <summary>Not an input but what came of one: an id that was made.</summary>
    Id = 13,

    /// <summary>The worker ended in order.</summary>
    End = 14,
}
