using System.Collections.Concurrent;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// The threads that the engine's actors run on. They are not Akka's own: an actor that recovers from its journal keeps its thread
/// waiting, and must not keep the cluster's heartbeats waiting with it.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly BlockingCollection<SerialExecutor> _ready = [];
    private readonly Action _rested;

    /// <param name="workers">How many threads.</param>
    /// <param name="rested">Called each time a partition has nothing more to do.</param>
    /// <param name="failed">Told what a mailbox threw; nothing should.</param>
    public WorkerPool(int workers, Action rested, Action<Exception> failed)
    {
        _rested = rested;
        for (int i = 0; i < workers; i++)
            new Thread(() => Run(failed)) { Name = $"actors-{i}", IsBackground = true }.Start();
    }

    public void Add(SerialExecutor partition)
    {
        if (!_ready.IsAddingCompleted)
            _ready.Add(partition);
    }

    public void NoteRest() => _rested();

    public void Dispose() => _ready.CompleteAdding();

    private void Run(Action<Exception> failed)
    {
        foreach (SerialExecutor partition in _ready.GetConsumingEnumerable())
        {
            try
            {
                partition.Work();
            }
            catch (Exception error)
            {
                failed(error);
            }
        }
    }
}
