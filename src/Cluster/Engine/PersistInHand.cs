using Akka.Actor;
using CoinPilot.Values;

namespace CoinPilot.Clustering.Engine;

/// <summary>One persist from the call until its events are durable.</summary>
/// <param name="Sender">Who sent the message that led to it.</param>
internal sealed record PersistInHand(IReadOnlyList<object> Events, Action<IActorContext>? Then, IActorRef Sender, Timestamp EventTime);
