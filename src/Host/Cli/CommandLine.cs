using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using System.Globalization;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary>What all verbs share: how they end, and how their common values are read.</summary>
internal static class CommandLine
{
    /// <summary>Runs the verb; what is wrong with the usage goes to stderr, by name, with exit code 2.</summary>
    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (ParseError error in parsed.Errors)
                await Console.Error.WriteLineAsync($"coinpilot: {error.Message}");
            await Console.Error.WriteLineAsync("coinpilot: --help shows what is valid");
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception wrong) when (wrong is UsageException or StrategyConfigurationException or IOException or InvalidDataException
            or UnauthorizedAccessException or HttpRequestException or DbException or UnreadableEventException)
        {
            await Console.Error.WriteLineAsync($"coinpilot: {wrong.Message}");
            return ExitCode.Usage;
        }
    }

    /// <summary>Reads <c>key=value</c> pairs; throws <see cref="UsageException"/> for one that is none.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(string option, IEnumerable<string> texts)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new UsageException($"{option} '{text}' is not key=value");
            pairs[text[..at].Trim()] = text[(at + 1)..].Trim();
        }
        return pairs;
    }

    /// <summary>A positive amount of KRW; throws <see cref="UsageException"/>.</summary>
    public static Money Cash(string option, string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value) && value > 0 && value <= 1e15m
            && decimal.Round(value, Fixed.Places) == value
            ? Money.Of(value)
            : throw new UsageException($"{option} '{text}' is not an amount of KRW above 0");

    public static Uri Address(string option, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"{option} '{text}' is not an address like http://127.0.0.1:8700");

    public static int Port(string option, int port) => port is >= 0 and <= 65535
        ? port
        : throw new UsageException($"{option} {port} is not from 0 to 65535");

    public static Values.Symbol Symbol(string option, string text) => Values.Symbol.TryParse(text, out Values.Symbol symbol)
        ? symbol
        : throw new UsageException($"{option} '{text}' is not a market code like KRW-BTC");
}
