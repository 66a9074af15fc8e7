// Both worlds use these names; here they are the contract's.
global using ActorRef = CoinPilot.Actors.Contract.ActorRef;
global using IActorContext = CoinPilot.Actors.Contract.IActorContext;
global using Terminated = CoinPilot.Actors.Contract.Terminated;
