namespace CoinPilot.Actors.InProcess;

/// <summary>
/// A timer, and its message while that waits in the mailbox: cancelled there, it is not delivered. A periodic timer never has
/// two messages waiting.
/// </summary>
internal sealed class ActorTimer : SystemMessage
{
    private readonly ActorCell _cell;
    private readonly ActorTimers _owner;
    private readonly string _key;
    private readonly TimeSpan? _interval;
    private readonly object _message;
    private bool _isWaiting;

    public ActorTimer(ActorCell cell, ActorTimers owner, string key, TimeSpan? interval, object message)
    {
        _cell = cell;
        _owner = owner;
        _key = key;
        _interval = interval;
        _message = message;
        Node = new TimerNode(Elapse);
    }

    public TimerNode Node { get; }

    public bool IsActive { get; set; } = true;

    public override void Handle(ActorCell cell, ref Envelope envelope)
    {
        if (!IsActive)
            return;
        if (cell.State != CellState.Ready)
        {
            cell.SetAside(ref envelope);
            return;
        }
        _isWaiting = false;
        if (_interval is null)
        {
            IsActive = false;
            _owner.Forget(_key);
        }
        cell.Deliver(_message, default, cell);
    }

    private void Elapse()
    {
        if (_interval is { } interval)
            _cell.Lane.RepeatTimer(Node, interval);
        if (_isWaiting)
            return;
        _isWaiting = true;
        _cell.Lane.Local.Add(_cell, this, _cell);
    }
}
