using Akka.Actor;

namespace CoinPilot.Clustering.Node;

/// <summary>Answers other nodes' requests, and keeps every symbol of the cluster awake.</summary>
internal sealed class NodeAgent : ReceiveActor, IWithTimers
{
    public const string Name = "agent";

    private static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(500);

    public NodeAgent(IActorRef region, IReadOnlyList<string> symbols, INodeWork work)
    {
        Receive<WakeDue>(_ =>
        {
            foreach (string symbol in symbols)
                region.Tell(new Wake(symbol));
        });
        Receive<ApiCall>(call => _ = work.CallAsync(call.Method, call.Path).PipeTo(
            Sender, success: answer => new ApiAnswer(answer.Status, answer.Body), failure: error => new ApiAnswer(503, error.Message)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(WakeDue), new WakeDue(), TimeSpan.Zero, WakeInterval);

    private sealed record WakeDue;
}
