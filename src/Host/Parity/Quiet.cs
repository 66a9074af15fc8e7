using System.Diagnostics;
using CoinPilot.Actors.InProcess;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.App.Parity;

/// <summary>
/// Knows when exchange, client and actors have nothing left to do but wait for the clock: every frame taken in, every call answered, every
/// continuation run, every event journaled and the workers parked.
/// </summary>
internal sealed class Quiet(LocalExchange exchange, CountedContext context)
{
    /// <summary>By the real clock; a machine that stands still for so long makes no result.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Null before there is a client.</summary>
    public UpbitCounters? Client { get; set; }

    /// <summary>Null before there is one.</summary>
    public LiveEngine? Engine { get; set; }

    /// <summary>Returns once it is quiet. Throws <see cref="ParityStoppedException"/> when that does not come, or a connection was lost.</summary>
    public void Await()
    {
        SpinWait spin = default;
        long began = 0;
        while (!IsNow())
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (began == 0)
                began = Stopwatch.GetTimestamp();
            else if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new ParityStoppedException($"paper trading did not come to rest within {Patience.TotalSeconds:0} s: {Describe()}");
        }
        if (Client?[UpbitCount.Disconnects] > 0)
            throw new ParityStoppedException("paper trading lost its connection to the local exchange; the machine may have stood still");
    }

    // Each was idle at some time between two looks, and nothing came to any of them meanwhile: then at the end of it all were.
    private bool IsNow()
    {
        (long, long, long, long) before = Arrivals();
        return IsIdle() && before == Arrivals();
    }

    private (long Posted, long Frames, long Calls, long Messages) Arrivals() =>
        (context.Posted, exchange.FramesSent, Client?[UpbitCount.RestCalls] ?? 0, Engine?.Received ?? 0);

    private bool IsIdle() => context.IsIdle
        && (Client is not { } client || (client[UpbitCount.RestCalls] == client[UpbitCount.RestEnded]
            && client[UpbitCount.ConnectAttempts] == client[UpbitCount.Connects]
            && client[UpbitCount.SocketMessages] == exchange.MessagesHandled
            && client[UpbitCount.Frames] == exchange.FramesSent))
        && (Engine is not { } engine || engine.IsSettled);

    private string Describe() =>
        $"{exchange.FramesSent - Client?[UpbitCount.Frames]} frames and {Client?[UpbitCount.RestCalls] - Client?[UpbitCount.RestEnded]} calls under way, "
        + $"actors {(Engine?.IsSettled != false ? "settled" : "at work")}, client {(context.IsIdle ? "waiting" : "at work")}";
}

/// <summary>A leg could not be run to its end, so that nothing can be said of parity.</summary>
internal sealed class ParityStoppedException(string message) : Exception(message);
