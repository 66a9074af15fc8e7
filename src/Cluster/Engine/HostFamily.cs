using Akka.Actor;
using CoinPilot.Actors.Contract;

namespace CoinPilot.Clustering.Engine;

/// <summary>A host's children and those who watch it, and what they are told.</summary>
internal sealed class HostFamily(ActorHost host)
{
    private readonly List<HostRef> _children = [];
    private readonly List<IActorRef> _watchers = [];

    public bool HasChildren => _children.Count > 0;

    public void AddChild(HostRef child) => _children.Add(child);

    /// <summary>At once, before anything that waits in their mailboxes.</summary>
    public void StopChildren()
    {
        foreach (HostRef child in _children)
        {
            child.Doom();
            child.Tell(StopSignal.Instance, host.Address.Target);
        }
    }

    public bool Knows(ActorRef child) => _children.Contains(child);

    /// <summary>Remembers the watcher, or tells it at once where the end has come already.</summary>
    public void AddWatcher(IActorRef watcher)
    {
        if (host.State is HostState.Stopped or HostState.Quarantined)
            Tell(watcher, new Terminated(host.Address, host.Lifecycle.EndReason));
        else if (!_watchers.Contains(watcher))
            _watchers.Add(watcher);
    }

    public void AnnounceEnd(string? reason)
    {
        host.Engine.Unregister(host.Address);
        if (reason is not null && host.Parent is { } parent && !_watchers.Contains(parent.Target))
            _watchers.Add(parent.Target);
        TellWatchers(new Terminated(host.Address, reason));
        host.Parent?.Tell(new ChildGone(host.Address), host.Address.Target);
    }

    public void AnnounceQuarantine(string reason)
    {
        var news = new Quarantined(host.Address, reason);
        host.Engine.AddQuarantine(news);
        TellParent(news);
        TellWatchers(new Terminated(host.Address, reason));
    }

    public void TellParent(object news)
    {
        if (host.Parent is { } parent)
            Tell(parent.Target, news);
    }

    public void RemoveChild(HostRef child)
    {
        if (_children.Remove(child))
            host.Lifecycle.ChildrenMayBeGone();
    }

    private void TellWatchers(Terminated news)
    {
        foreach (IActorRef watcher in _watchers)
            Tell(watcher, news);
        _watchers.Clear();
    }

    private void Tell(IActorRef to, object news) => to.Tell(news, host.Address.Target);
}
