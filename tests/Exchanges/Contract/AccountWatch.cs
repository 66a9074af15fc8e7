using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Orders;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>Keeps what an account's stream told, and fails when two threads call at once.</summary>
internal sealed class AccountWatch : IExecutionSink
{
    private readonly Lock _gate = new();
    private readonly List<ExecutionReport> _reports = [];
    private int _inside;
    private int _connects;

    public int Connects => Volatile.Read(ref _connects);

    public ExecutionReport[] Of(ClientOrderId id)
    {
        lock (_gate)
            return [.. _reports.Where(r => r.ClientOrderId == id)];
    }

    public void OnReport(IExecutionReply report)
    {
        Assert.Equal(1, Interlocked.Increment(ref _inside));
        lock (_gate)
            _reports.Add((ExecutionReport)report);
        Interlocked.Decrement(ref _inside);
    }

    public void OnConnection(ConnectionState state, string detail)
    {
        if (state == ConnectionState.Connected)
            Interlocked.Increment(ref _connects);
    }
}
