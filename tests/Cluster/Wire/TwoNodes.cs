using Akka.Actor;
using Akka.Configuration;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Clustering.Engine;

namespace CoinPilot.Tests.Clustering.Wire;

/// <summary>Two actor systems that reach each other over loopback, each with an engine.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private static readonly Config Remote = ConfigurationFactory.ParseString("""
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        """).WithFallback(AkkaEngine.Settings);

    public TwoNodes()
    {
        (HereSystem, Here) = NewNode("here");
        (ThereSystem, There) = NewNode("there");
    }

    public ActorSystem HereSystem { get; }

    public ActorSystem ThereSystem { get; }

    public AkkaEngine Here { get; }

    public AkkaEngine There { get; }

    /// <summary>The address of an actor of the other node, as this one sends to it.</summary>
    public async Task<ActorRef> SeenFromHereAsync(ActorRef there)
    {
        string path = AkkaRef.Of(there).Target.Path.ToStringWithAddress(((ExtendedActorSystem)ThereSystem).Provider.DefaultAddress);
        IActorRef remote = await HereSystem.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(20));
        return Here.AddressOf(there.Path, remote);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Here.DisposeAsync().AsTask(), There.DisposeAsync().AsTask());
        await Task.WhenAll(HereSystem.Terminate(), ThereSystem.Terminate());
    }

    private static (ActorSystem System, AkkaEngine Engine) NewNode(string name)
    {
        ActorSystem system = ActorSystem.Create(name, Remote);
        return (system, new AkkaEngine(system, TimeProvider.System, new InMemoryJournal(), () => Guid.NewGuid().ToString()));
    }
}
