using System.Text.Json.Nodes;
using CoinPilot.Strategies;

namespace CoinPilot.App.Config;

/// <summary>The JSON schema of the configuration file, for editors; made from the same definitions that the file is checked by.</summary>
internal static class ConfigSchema
{
    private const string SymbolPattern = "^[A-Z0-9]+-[A-Z0-9]+$";

    /// <summary>The schema of a file that may name these strategies.</summary>
    public static JsonObject Create(IReadOnlyList<StrategyDescriptor> kinds)
    {
        JsonObject sections = new()
        {
            [Settings.Symbols] = SymbolList("the markets to trade"),
            [Settings.Strategies] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "the strategies; each has its own orders and positions in every symbol that it runs on",
                ["minItems"] = 1,
                ["items"] = new JsonObject { ["oneOf"] = new JsonArray([.. kinds.Select(OfStrategy)]) },
            },
        };
        foreach (string section in Settings.Sections)
            sections[section] = Object(Settings.SectionMeanings[section], Settings.Of(section).Select(s => (s.Key, OfSetting(s))));
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "CoinPilot",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = sections,
        };
    }

    private static JsonObject OfStrategy(StrategyDescriptor descriptor)
    {
        JsonObject entry = Object(descriptor.Summary,
        [
            (StrategyEntry.Kind, new JsonObject { ["const"] = descriptor.Name }),
            (StrategyEntry.Name, new JsonObject
            {
                ["type"] = "string", ["pattern"] = $"^[a-z0-9-]{{1,{StrategyChoice.LongestName}}}$", ["description"] = "tells it from others of the same kind",
            }),
            (StrategyEntry.OnSymbols, SymbolList("where it runs; everywhere without")),
            (StrategyEntry.Parameters, Object("what it is tuned by", descriptor.Parameters.Select(p => (p.Key, OfParameter(p))))),
        ]);
        entry["required"] = new JsonArray(StrategyEntry.Kind);
        return entry;
    }

    private static JsonObject OfParameter(StrategyParameter p) => new()
    {
        ["type"] = p.IsWhole ? "integer" : "number", ["minimum"] = p.Minimum, ["maximum"] = p.Maximum, ["default"] = p.Default, ["description"] = p.Meaning,
    };

    private static JsonObject OfSetting(Setting s)
    {
        JsonObject schema = new() { ["description"] = s.Meaning };
        switch (s.Kind)
        {
            case SettingKind.Number or SettingKind.Whole:
                schema["type"] = s.Kind == SettingKind.Whole ? "integer" : "number";
                schema["minimum"] = s.Minimum;
                schema["maximum"] = s.Maximum;
                break;
            case SettingKind.Flag:
                schema["type"] = "boolean";
                break;
            case SettingKind.Choice:
                schema["enum"] = new JsonArray([.. s.Choices.Select(c => JsonValue.Create(c))]);
                break;
            default:
                schema["type"] = "string";
                break;
        }
        if (s.Default is { } value)
            schema["default"] = s.Kind is SettingKind.Number or SettingKind.Whole or SettingKind.Flag ? JsonNode.Parse(value) : JsonValue.Create(value);
        return schema;
    }

    private static JsonObject SymbolList(string meaning) => new()
    {
        ["type"] = "array", ["description"] = meaning, ["minItems"] = 1, ["uniqueItems"] = true,
        ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = SymbolPattern },
    };

    private static JsonObject Object(string meaning, IEnumerable<(string Key, JsonObject Schema)> properties) => new()
    {
        ["type"] = "object", ["description"] = meaning, ["additionalProperties"] = false,
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Schema))),
    };
}
