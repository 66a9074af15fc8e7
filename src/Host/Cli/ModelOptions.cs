using System.CommandLine;
using CoinPilot.App.Config;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary>The options by which a backtest's models are chosen: one for each family, before what the configuration says.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?>[] _options = [.. ModelCatalog.All.Select(family => new Option<string?>($"--{family.Name}")
    {
        Description = $"{family.Meaning}: {string.Join(", ", family.All.Select(m => m.Name))}, with parameters like {Example(family)}; without it the configuration's",
    })];

    public IReadOnlyList<Option> All => _options;

    /// <summary>Throws <see cref="UsageException"/> that names the option, for a model that does not exist.</summary>
    public ExecutionModels Read(ParseResult parsed, Configuration configuration) => ExecutionModels.Of(family =>
    {
        int number = ModelCatalog.All.ToList().IndexOf(family);
        return Choose(family, _options[number], parsed.GetValue(_options[number]) ?? configuration.TextOf(Settings.Models[number]) ?? FeeOf(configuration.Limits.Fee));
    });

    private static ModelChoice Choose(ModelFamily family, Option option, string text)
    {
        try
        {
            return family.Read(text);
        }
        catch (ModelException wrong)
        {
            throw new UsageException($"{option.Name}: {wrong.Message}");
        }
    }

    // Where nobody names a model, the fee is the one that risk reckons with.
    private static string FeeOf(FeeRate fee) => fee == FeeRate.UpbitKrw
        ? "upbit"
        : FormattableString.Invariant($"fixed:maker={fee.ToFraction() * 100m},taker={fee.ToFraction() * 100m}");

    private static string Example(ModelFamily family)
    {
        ModelDescriptor first = family.All.First(m => m.Parameters.Count > 0);
        return FormattableString.Invariant($"{first.Name}:{first.Parameters[0].Key}={first.Parameters[0].Default}");
    }
}
