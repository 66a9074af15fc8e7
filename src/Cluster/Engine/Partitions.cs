using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace CoinPilot.Clustering.Engine;

/// <summary>The engine's partitions, each with an Akka dispatcher of its own over the shared workers.</summary>
internal sealed class Partitions(ActorSystem system, WorkerPool workers)
{
    private const int Throughput = 64;

    private readonly ConcurrentDictionary<string, SerialExecutor> _executors = new(StringComparer.Ordinal);

    /// <summary>True when for a moment no message waited or was being handled anywhere. Timers and journals may still bring some.</summary>
    public bool AreIdle
    {
        get
        {
            // Idle twice over with nothing submitted between: then at one moment all were.
            long submitted = Submitted;
            return _executors.Values.All(e => e.IsIdle) && _executors.Values.All(e => e.IsIdle) && submitted == Submitted;
        }
    }

    private long Submitted => _executors.Values.Sum(e => e.Submitted);

    /// <summary>The id of the partition's dispatcher, which is made where there is none.</summary>
    public string DispatcherOf(string partition)
    {
        string id = $"coinpilot.partition.{Uri.EscapeDataString(partition)}";
        if (!_executors.ContainsKey(partition))
        {
            SerialExecutor executor = _executors.GetOrAdd(partition, _ => new SerialExecutor(id, workers));
            system.Dispatchers.RegisterConfigurator(id, new Configurator(id, executor, system.Dispatchers.Prerequisites));
        }
        return id;
    }

    private sealed class Configurator(string id, SerialExecutor executor, IDispatcherPrerequisites prerequisites)
        : MessageDispatcherConfigurator(Config.Empty, prerequisites)
    {
        private Dispatcher? _dispatcher;

        public override MessageDispatcher Dispatcher()
        {
            lock (executor)
                return _dispatcher ??= new Dispatcher(this, id, Throughput, throughputDeadlineTime: null, new Producer(executor), TimeSpan.FromSeconds(1));
        }
    }

    private sealed class Producer(SerialExecutor executor) : ExecutorServiceFactory
    {
        public override ExecutorService Produce(string id) => executor;
    }
}
