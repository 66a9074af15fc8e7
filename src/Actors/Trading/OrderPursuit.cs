namespace CoinPilot.Actors.Trading;

/// <summary>How far the pursuit of one open order has come, in this process; nothing of it is journaled.</summary>
internal sealed class OrderPursuit
{
    /// <summary>How often it was sent, counting one that a former process left open as sent once.</summary>
    public int Sends { get; set; }

    /// <summary>The pause before the last retry; zero before the first.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>True while a look-up or a resend is due; what is heard meanwhile does not put it off.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>Heartbeats since anything was heard of it.</summary>
    public int SilentBeats { get; set; }

    /// <summary>What the venue said to one of several sends; final only when none of the others arrives.</summary>
    public SubmitRejected? Refusal { get; set; }

    public GivingUp GivingUp { get; set; }
}

/// <summary>An order is given up only once nothing that was sent can still arrive.</summary>
internal enum GivingUp : byte
{
    No,

    /// <summary>Waits for what may still be under way to arrive.</summary>
    Waiting,

    /// <summary>All has arrived that ever will: the venue's next word is final.</summary>
    Certain,
}
