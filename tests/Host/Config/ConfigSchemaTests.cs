using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CoinPilot.App.Config;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.Config;

public sealed class ConfigSchemaTests
{
    private static readonly JsonObject Schema = ConfigSchema.Create(StrategyCatalog.All);

    [Fact]
    public void Schema_OfTheFile_HasEveryKeyWithItsMeaningAndNoOther()
    {
        JsonObject properties = Schema["properties"]!.AsObject();
        IEnumerable<string> keys = properties.Where(p => p.Value!["properties"] is not null)
            .SelectMany(p => p.Value!["properties"]!.AsObject().Select(k => $"{p.Key}.{k.Key}"));

        Assert.Equal(Settings.All.Select(s => s.Path).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        Assert.All(Settings.All, s => Assert.Equal(s.Meaning, (string)properties[s.Section]!["properties"]![s.Key]!["description"]!));
        Assert.Equal([.. Settings.Sections, "strategies", "symbols"], properties.Select(p => p.Key).Order(StringComparer.Ordinal).ToHashSet());
        Assert.Equal(
            StrategyCatalog.All.Select(d => (d.Name, string.Join(",", d.Parameters.Select(p => p.Key)))),
            properties["strategies"]!["items"]!["oneOf"]!.AsArray().Select(s => (
                (string)s!["properties"]!["strategy"]!["const"]!, string.Join(",", s["properties"]!["parameters"]!["properties"]!.AsObject().Select(p => p.Key)))));
    }

    [Fact]
    public void Example_InTheRepository_IsWhatTheDefinitionsGiveAndIsValidByFileAndSchema()
    {
        string path = Path.Combine(Root(), "deploy", "coinpilot.yaml");
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");

        Assert.Equal(ConfigExample.Create(), text);
        Configuration read = new ConfigSource(path, new Dictionary<string, string>(), ConfigOptions.None).Load();
        Assert.Equal(CoinPilot.Risk.RiskLimits.Default, read.Limits);
        Assert.Null(ProblemOf(ToJson(YamlTree.Read(new StringReader(text))!), Schema, "$"));
    }

    // The schema and the reader must agree on what is wrong.
    [Theory]
    [InlineData("risk: {daily_entries: 1.5}")]
    [InlineData("risk: {daily_entries: -1}")]
    [InlineData("risk: {daily_loss_percent: 101}")]
    [InlineData("risk: {second_entry: maybe}")]
    [InlineData("risk: {flatten_on_drawdown: 3}")]
    [InlineData("risk: {daily_entrys: 3}")]
    [InlineData("symbols: [bitcoin]")]
    [InlineData("symbols: []")]
    [InlineData("symbols: [KRW-BTC, KRW-BTC]")]
    [InlineData("strategies: [{strategy: nonsense}]")]
    [InlineData("strategies: [{name: x}]")]
    [InlineData("strategies: [{strategy: ma-cross, name: X}]")]
    [InlineData("strategies: [{strategy: ma-cross, parameters: {fast: 0}}]")]
    [InlineData("nonsense: {}")]
    public void File_ThatTheReaderRefuses_TheSchemaRefusesToo(string yaml)
    {
        ConfigFile file = ConfigFile.Parse("f", new StringReader(yaml));
        file.ReadStrategies(StrategyCatalog.All);
        Assert.NotEmpty(file.Problems);
        Assert.NotNull(ProblemOf(ToJson(YamlTree.Read(new StringReader(yaml))!), Schema, "$"));
    }

    // A validator of just the words that the schema uses; any other word fails, so that it cannot pass over one.
    private static string? ProblemOf(JsonNode? value, JsonObject schema, string at)
    {
        foreach ((string word, JsonNode? rule) in schema)
        {
            bool holds = word switch
            {
                "$schema" or "title" or "description" or "default" => true,
                "type" => IsOf(value, (string)rule!),
                "const" => JsonNode.DeepEquals(value, rule),
                "enum" => rule!.AsArray().Any(r => JsonNode.DeepEquals(r, value)),
                "minimum" => value is not JsonValue v || decimal.Parse(v.ToString()) >= (decimal)rule!,
                "maximum" => value is not JsonValue v || decimal.Parse(v.ToString()) <= (decimal)rule!,
                "pattern" => value is JsonValue v && Regex.IsMatch((string)v!, (string)rule!),
                "minItems" => value is JsonArray list && list.Count >= (int)rule!,
                "uniqueItems" => value is JsonArray list && list.Select(i => i!.ToString()).Distinct().Count() == list.Count,
                "items" => value is JsonArray list && list.All(i => ProblemOf(i, rule!.AsObject(), at) is null),
                "oneOf" => rule!.AsArray().Count(r => ProblemOf(value, r!.AsObject(), at) is null) == 1,
                "required" => value is JsonObject o && rule!.AsArray().All(r => o.ContainsKey((string)r!)),
                "additionalProperties" => value is JsonObject o && o.All(p => schema["properties"]!.AsObject().ContainsKey(p.Key)),
                "properties" => value is JsonObject o && o.All(p => rule![p.Key] is not JsonObject sub || ProblemOf(p.Value, sub, $"{at}.{p.Key}") is null),
                _ => throw new InvalidOperationException($"this test does not know the word '{word}'"),
            };
            if (!holds)
                return $"{at}: {word}";
        }
        return null;
    }

    private static bool IsOf(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "integer" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && decimal.IsInteger((decimal)value!),
        _ => false,
    };

    // Plain scalars as YAML 1.2's JSON schema reads them.
    private static JsonNode? ToJson(YamlItem item) => item switch
    {
        YamlSequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Text, ToJson(e.Value)))),
        YamlScalar { Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        YamlScalar scalar => decimal.TryParse(scalar.Text, out decimal number) ? JsonValue.Create(number) : JsonValue.Create(scalar.Text),
        _ => null,
    };

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoinPilot.Akka.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("no CoinPilot.Akka.sln above the tests");
    }
}
