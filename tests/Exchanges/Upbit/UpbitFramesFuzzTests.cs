using CoinPilot.Simulation.Fuzz;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>A short and always equal part of what the simulation's campaign does at length.</summary>
public sealed class UpbitFramesFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MutatedFrames_ThroughEveryParser_NeverThrow_AndCorruptNothing(ulong seed)
    {
        const int Frames = 100_000;

        FuzzOutcome outcome = new FuzzRun(seed).Run(Frames, TestContext.Current.CancellationToken);

        Assert.True(outcome.Failure is null, outcome.Failure is { } f ? $"frame {f.Number}: {f.What}: {Convert.ToBase64String(f.Frame)}" : "");
        Assert.Equal(Frames, outcome.Frames);
        Assert.InRange(outcome.Understood, Frames / 5, Frames * 2);
        Assert.InRange(outcome.Malformed, Frames / 20, Frames);
    }

    [Fact]
    public void SameSeed_Twice_GivesTheSame() => Assert.Equal(Run(), Run());

    private static FuzzOutcome Run() => new FuzzRun(7).Run(5_000, TestContext.Current.CancellationToken);
}
