using System.Runtime.InteropServices;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>One waiting message: market data where <see cref="Message"/> is null. Without a receiver it was conflated away.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Envelope
{
    public ActorCell? To;
    public Contract.ActorRef Sender;
    public object? Message;
    public MarketEvent Market;
}
