using System.Globalization;
using CoinPilot.Matching;

namespace CoinPilot.App.Config;

internal enum SettingKind { Text, Number, Whole, Flag, Choice, Address, Model }

/// <summary>
/// One key of the configuration: what it is called, what is valid and what it means. File, environment, schema, <c>config show</c> and reload all go by it.
/// </summary>
/// <param name="Default">The value when nobody says one; null where there is none.</param>
internal sealed record Setting(string Section, string Key, SettingKind Kind, string? Default, string Meaning)
{
    public string Path => $"{Section}.{Key}";

    /// <summary>The environment variable that overrides the file.</summary>
    public string Variable => $"COINPILOT_{Section}__{Key}".ToUpperInvariant();

    public decimal Minimum { get; init; } = decimal.MinValue;

    public decimal Maximum { get; init; } = decimal.MaxValue;

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of which the value names one.</summary>
    public ModelFamily? Models { get; init; }

    /// <summary>True for what a running system takes over; everything else takes a restart.</summary>
    public bool IsReloadable { get; init; }

    /// <summary>What is valid, in words.</summary>
    public string Range => Kind switch
    {
        SettingKind.Number => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}"),
        SettingKind.Whole => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}"),
        SettingKind.Flag => "true or false",
        SettingKind.Choice => $"one of: {string.Join(", ", Choices)}",
        SettingKind.Address => "an address like http://127.0.0.1:8700",
        SettingKind.Model => $"a model, alone or with its parameters like {Models!.All[0].Name}:key=value,key=value; one of: {string.Join(", ", Models.All.Select(m => m.Name))}",
        _ => "a text",
    };

    /// <summary>What is wrong with a value, or null.</summary>
    public string? ProblemOf(string text) => Models is not null ? ProblemOfModel(text)
        : IsValid(text) ? null : $"{Path} is '{text}', not {Range}{Nearest.Suggest(text, Choices)}";

    private string? ProblemOfModel(string text)
    {
        try
        {
            Models!.Read(text);
            return null;
        }
        catch (ModelException wrong)
        {
            return $"{Path} is '{text}': {wrong.Message}";
        }
    }

    private bool IsValid(string text) => Kind switch
    {
        SettingKind.Number => TryNumber(text, out _),
        SettingKind.Whole => TryNumber(text, out decimal value) && decimal.Truncate(value) == value,
        SettingKind.Flag => text is "true" or "false",
        SettingKind.Choice => Choices.Contains(text, StringComparer.Ordinal),
        SettingKind.Address => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https",
        _ => text.Length > 0,
    };

    private bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && value >= Minimum && value <= Maximum;
}
