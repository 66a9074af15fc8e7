using System.Text;
using CoinPilot.Tests.Exchanges.Upbit;

namespace CoinPilot.Simulation.Fuzz;

/// <summary>What a run of mutated frames found; no failure: nothing.</summary>
/// <param name="Understood">Messages that the parsers passed on.</param>
/// <param name="Malformed">Frames that they refused.</param>
internal sealed record FuzzOutcome(long Frames, long Understood, long Malformed, FuzzFailure? Failure);

/// <summary>A frame that breaks a parser.</summary>
internal sealed record FuzzFailure(ulong Seed, long Number, byte[] Frame, string What);

/// <summary>One thread's share: mutated frames, three to one answer's body, through every parser.</summary>
internal sealed class FuzzRun(ulong seed)
{
    private static readonly byte[][] Frames = [.. Samples.All.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] Bodies = [.. FuzzBodies.All.Select(Encoding.UTF8.GetBytes)];

    private readonly FrameMutator _frames = new(seed, Frames);
    private readonly FrameMutator _bodies = new(seed + 1, [.. Bodies, .. Frames]);
    private long _number;
    private byte[] _current = [];

    /// <summary>The frame in hand and its number, for whoever watches over the time it takes.</summary>
    public (long Number, byte[] Frame) Current => (Volatile.Read(ref _number), _current);

    /// <summary>Runs to the end, to the first failure, or until cancelled.</summary>
    public FuzzOutcome Run(long frames, CancellationToken cancellation)
    {
        var targets = new FuzzTargets();
        FuzzFailure? failure = null;
        while (_number < frames && failure is null && !cancellation.IsCancellationRequested)
        {
            bool isBody = _number % 4 == 3;
            _current = isBody ? _bodies.Next() : _frames.Next();
            Volatile.Write(ref _number, _number + 1);
            if (Try(targets, _current, isBody) is { } what)
                failure = new FuzzFailure(seed, _number, _current, what);
        }
        return new FuzzOutcome(_number, targets.Understood, targets.Malformed, failure);
    }

    /// <summary>Null, or what is wrong with how these bytes are read.</summary>
    public static string? Try(FuzzTargets targets, byte[] bytes, bool isBody)
    {
        try
        {
            if (!isBody)
                return targets.TryFrame(bytes);
            targets.TryBody(bytes);
            return null;
        }
        catch (Exception thrown)
        {
            return $"a parser threw: {thrown}";
        }
    }
}
