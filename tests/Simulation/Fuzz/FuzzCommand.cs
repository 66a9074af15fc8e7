using System.Diagnostics;
using System.Globalization;

namespace CoinPilot.Simulation.Fuzz;

/// <summary>What the command line asks of the fuzzing: how many frames, or one frame again.</summary>
internal sealed record FuzzCommand(long Frames, ulong Seed, byte[]? Again, bool IsAlone)
{
    private const long Campaign = 10_000_000;

    /// <summary>No parser takes so long over a frame.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Takes its own arguments out. Frames run after the seeds where none are named or <c>--seeds</c> is, and alone after <c>--fuzz</c>.
    /// Throws <see cref="FormatException"/> with the reason.
    /// </summary>
    public static FuzzCommand Take(ref string[] arguments)
    {
        string? fuzz = Value(ref arguments, "--fuzz"), again = Value(ref arguments, "--frame");
        bool isAlone = again is not null || (fuzz is not null && !arguments.Contains("--seeds"));
        bool isCampaign = arguments.Length == 0 || (arguments.Contains("--seeds") && !arguments.Contains("--bug"));
        long frames = fuzz is not null ? Number(fuzz) : isCampaign && again is null ? Campaign : 0;
        string? seed = isAlone ? Value(ref arguments, "--seed") : null;
        return new FuzzCommand(frames, seed is null ? 1 : (ulong)Number(seed), again is null ? null : Convert.FromBase64String(again), isAlone);
    }

    /// <summary>0 when every parser took every frame, else 1, with the frame printed.</summary>
    public int Run()
    {
        if (Again is not null)
            return RunAgain(Again);
        if (Frames == 0)
            return 0;
        Stopwatch watch = Stopwatch.StartNew();
        List<FuzzOutcome> outcomes = RunWorkers();
        double seconds = watch.Elapsed.TotalSeconds;
        long frames = outcomes.Sum(o => o.Frames);
        Console.WriteLine(
            $"fuzz: {frames} frames from seed {Seed}, {outcomes.Count(o => o.Failure is not null)} failed; {frames / seconds:F0} frames/s on {outcomes.Count} cores; "
            + $"{outcomes.Sum(o => o.Understood)} messages read, {outcomes.Sum(o => o.Malformed)} frames refused");
        foreach (FuzzFailure failure in outcomes.Select(o => o.Failure).OfType<FuzzFailure>())
        {
            Console.WriteLine($"  seed {failure.Seed}, frame {failure.Number}: {failure.What}\n  {System.Text.Encoding.UTF8.GetString(failure.Frame)}");
            Console.WriteLine($"  again: ./build.sh sim --frame {Convert.ToBase64String(failure.Frame)}");
        }
        return outcomes.Any(o => o.Failure is not null) ? 1 : 0;
    }

    private List<FuzzOutcome> RunWorkers()
    {
        int workers = Environment.ProcessorCount;
        using CancellationTokenSource stop = new();
        // Seeds of workers lie apart: each uses two.
        FuzzRun[] runs = [.. Enumerable.Range(0, workers).Select(i => new FuzzRun(Seed + (ulong)i * 1000))];
        Task<FuzzOutcome>[] tasks = [.. runs.Select((run, i) => Task.Factory.StartNew(
            () => run.Run(Frames / workers + (i < Frames % workers ? 1 : 0), stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        long[] last = new long[workers];
        while (!Task.WaitAll(tasks, Hang))
        {
            for (int i = 0; i < workers; i++)
            {
                (long number, byte[] frame) = runs[i].Current;
                if (number == last[i] && !tasks[i].IsCompleted)
                    return [new FuzzOutcome(number, 0, 0, new FuzzFailure(Seed + (ulong)i * 1000, number, frame, $"a parser has not come back for {Hang.TotalSeconds} s"))];
                last[i] = number;
            }
        }
        return [.. tasks.Select(t => t.Result)];
    }

    private static int RunAgain(byte[] frame)
    {
        string? what = FuzzRun.Try(new FuzzTargets(), frame, isBody: false);
        try
        {
            FuzzTargets.TryEveryBody(frame);
        }
        catch (Exception thrown)
        {
            what ??= $"a parser threw: {thrown}";
        }
        Console.WriteLine(what ?? "every parser takes the frame");
        return what is null ? 0 : 1;
    }

    private static string? Value(ref string[] arguments, string key)
    {
        int at = Array.IndexOf(arguments, key);
        if (at < 0)
            return null;
        if (at + 1 == arguments.Length)
            throw new FormatException($"{key} needs a value");
        string value = arguments[at + 1];
        arguments = [.. arguments[..at], .. arguments[(at + 2)..]];
        return value;
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw new FormatException($"'{text}' is no number");
}
