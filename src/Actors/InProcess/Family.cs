using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>A cell's children and those who watch it, and what they are told.</summary>
internal sealed class Family(ActorCell cell)
{
    private List<ActorCell>? _children;
    private List<InProcessRef>? _watchers;

    public bool HasChildren => _children?.Count > 0;

    public ActorCell SpawnChild(string name, Func<IActor> create)
    {
        ActorCell child = cell.Engine.Register(new ActorCell($"{cell.Path}/{name}", cell.Engine, cell.Lane, cell, create, idleAfter: null));
        (_children ??= []).Add(child);
        child.Accept(StartSignal.Instance, cell, cell.Lane);
        return child;
    }

    public void StopChildren()
    {
        foreach (ActorCell child in _children?.ToArray() ?? [])
            child.Lifecycle.RequestStop();
    }

    /// <summary>Remembers the watcher, or tells it at once where the end has come already.</summary>
    public void AddWatcher(InProcessRef watcher)
    {
        if (cell.State is CellState.Stopped or CellState.Quarantined)
            Tell(watcher, new Terminated(cell, cell.Lifecycle.EndReason));
        else if (_watchers?.Contains(watcher) != true)
            (_watchers ??= []).Add(watcher);
    }

    public void AnnounceEnd(string? reason)
    {
        cell.Engine.Unregister(cell);
        if (reason is not null && cell.Parent is { } parent)
            AddParent(parent);
        TellWatchers(new Terminated(cell, reason));
        cell.Parent?.Family.RemoveChild(cell);
    }

    public void AnnounceQuarantine(string reason)
    {
        var news = new Quarantined(cell, reason);
        cell.Engine.AddQuarantine(news);
        TellParent(news);
        TellWatchers(new Terminated(cell, reason));
    }

    public void TellParent(object news)
    {
        if (cell.Parent is { } parent)
            Tell(parent, news);
    }

    private void AddParent(ActorCell parent)
    {
        if (_watchers?.Contains(parent) != true)
            (_watchers ??= []).Add(parent);
    }

    private void TellWatchers(Terminated news)
    {
        foreach (InProcessRef watcher in _watchers ?? [])
            Tell(watcher, news);
        _watchers = null;
    }

    private void RemoveChild(ActorCell child)
    {
        _children!.Remove(child);
        cell.Lifecycle.ChildrenMayBeGone();
    }

    private void Tell(InProcessRef to, object news) => to.Accept(news, cell, cell.Lane);
}
