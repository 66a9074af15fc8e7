using System.CommandLine;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.App.Cli;
using CoinPilot.Runs;

namespace CoinPilot.App.Optimisations;

/// <summary>A backtest by its command line, as a user would type it: options, configuration and candles are read anew.</summary>
internal static class PlainBacktest
{
    /// <summary>What the verb's options for backtests were given, as arguments.</summary>
    public static IReadOnlyList<string> ArgumentsOf(ParseResult parsed, BacktestInputOptions inputs) => [.. OptionsOf(inputs)
        .Select(option => parsed.GetResult(option)).Where(result => result is { Implicit: false })
        .SelectMany(result => result!.Tokens.Select(token => token.Value).Prepend(result.Option.Name))];

    /// <summary>The same with these parameters, by <c>strategy.key</c>.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> parameters) =>
        [.. arguments, .. parameters.SelectMany(p => (string[])["--set", $"{p.Key}={p.Value}"])];

    /// <summary>Reads what the arguments name. Throws <see cref="UsageException"/> and what reading throws.</summary>
    public static BacktestInputs Read(IReadOnlyList<string> arguments)
    {
        BacktestInputOptions inputs = new();
        Command command = new("backtest");
        inputs.AddTo(command);
        ParseResult parsed = command.Parse(arguments);
        return parsed.Errors.Count == 0 ? inputs.Read(parsed) : throw new UsageException(parsed.Errors[0].Message);
    }

    /// <summary>Runs it, as a run that the data folder keeps.</summary>
    public static async Task<RunRecord> RunAsync(IReadOnlyList<string> arguments, string dataFolder, CancellationToken cancellation)
    {
        BacktestInputs inputs = Read(arguments);
        RunStore store = RunStoreOptions.Open(dataFolder, inputs.Configuration);
        RunSetup setup = RunSetup.Of(inputs, arguments.Prepend("backtest"));
        return (await new RecordedBacktest(store, TimeProvider.System).RunAsync(setup, _ => { }, cancellation)).Run;
    }

    /// <summary>As it is typed into a shell.</summary>
    public static string CommandLineOf(IReadOnlyList<string> arguments) => string.Join(' ', arguments.Select(Quote).Prepend("coinpilot backtest"));

    private static IList<Option> OptionsOf(BacktestInputOptions inputs)
    {
        Command command = new("backtest");
        inputs.AddTo(command);
        return command.Options;
    }

    private static string Quote(string argument) => argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal))
        ? argument
        : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
