using System.Globalization;
using System.Text.Json;
using CoinPilot.App.Run;
using CoinPilot.Risk;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Replays;

/// <summary>A strategy of a recorded session, as configuration named it. <paramref name="Symbols"/> is null where it ran on all of them.</summary>
internal sealed record RecordedStrategy(string Kind, string Name, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<string>? Symbols);

/// <summary>
/// What a replay must know of a run to build the same actors; stands at the head of its recording as JSON.
/// </summary>
/// <param name="Version">The build that ran.</param>
/// <param name="AllSymbols">Those that were traded first, then those of earlier runs.</param>
/// <param name="Traded">How many of them were traded.</param>
/// <param name="Limits">Every limit by its key.</param>
internal sealed record SessionSetup(
    string Version, int Workers, IReadOnlyList<string> AllSymbols, int Traded, IReadOnlyList<RecordedStrategy> Strategies,
    IReadOnlyDictionary<string, string> Limits)
{
    /// <param name="settings">As they are in force.</param>
    /// <param name="earlier">Symbols of earlier runs.</param>
    public static SessionSetup Of(RunSettings settings, IEnumerable<Symbol> earlier) => new(
        ProductInfo.Version, settings.Workers, [.. settings.Symbols.Union(earlier).Select(s => s.Code)], settings.Symbols.Count,
        [.. settings.Strategies.Select(RecordedOf)],
        LimitSetting.AllOf(settings.Limits).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal));

    /// <summary>That of a recorded session. Throws <see cref="InvalidDataException"/>.</summary>
    public static SessionSetup Of(SessionReader session)
    {
        try
        {
            return JsonSerializer.Deserialize<SessionSetup>(session.Setup) ?? throw new JsonException("the setup is empty");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"the session of {session.StartedAt}: {wrong.Message}", wrong);
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>
    /// The settings of that run, as far as its actors knew them. Throws <see cref="StrategyConfigurationException"/> and <see cref="FormatException"/>
    /// for what this build does not know.
    /// </summary>
    /// <param name="kinds">The strategies that there are.</param>
    public RunSettings ToSettings(IReadOnlyList<StrategyDescriptor> kinds)
    {
        Symbol[] traded = [.. AllSymbols.Take(Traded).Select(Symbol.Parse)];
        return new RunSettings(
            "", null, traded, [.. Strategies.Select(s => ChoiceOf(s, kinds))],
            LimitSetting.LimitsOf(Limits.Select(l => new LimitSetting(l.Key, l.Value))), 1, 0, Money.Zero, 0, null);
    }

    private static StrategyChoice ChoiceOf(RecordedStrategy recorded, IReadOnlyList<StrategyDescriptor> kinds) =>
        StrategyCatalog.Choose(kinds, recorded.Kind, recorded.Parameters) with
    {
        Label = recorded.Name, Symbols = recorded.Symbols?.Select(Symbol.Parse).ToArray(),
    };

    private static RecordedStrategy RecordedOf(StrategyChoice choice) => new(
        choice.Descriptor.Name, choice.Name,
        choice.Settings.Values.ToDictionary(v => v.Key, v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal),
        choice.Symbols?.Select(s => s.Code).ToArray());
}
