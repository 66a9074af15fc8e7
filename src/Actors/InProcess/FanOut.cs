using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// Market data to several actors of a lane in one envelope: each is handed it in turn, as if as many envelopes lay behind each other in the queue.
/// </summary>
internal sealed class FanOut(ActorRef[] readers) : SystemMessage
{
    public ActorRef[] Readers => readers;

    public override void Handle(ActorCell cell, ref Envelope envelope)
    {
        ActorRef sender = envelope.Sender;
        foreach (ActorRef reader in readers)
            ((ActorCell)reader).Dispatch(in envelope.Market, sender);
    }

    /// <summary>The envelopes that it stands for.</summary>
    public void AddTo(RunQueue queue, ref Envelope envelope)
    {
        foreach (ActorRef reader in readers)
            queue.Add((ActorCell)reader, in envelope.Market, envelope.Sender);
    }

    /// <summary>True where it can stand for them: all of them are actors of that lane.</summary>
    public static bool IsPossible(ActorRef[] readers, Lane lane)
    {
        foreach (ActorRef reader in readers)
        {
            if (reader is not ActorCell cell || cell.Lane != lane)
                return false;
        }
        return readers.Length > 1;
    }
}
