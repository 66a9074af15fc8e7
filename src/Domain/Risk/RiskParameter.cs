using System.Globalization;

namespace CoinPilot.Risk;

/// <summary>
/// A limit as configuration, command line and journal name it: its key, its range (both ends allowed), and where it stands in
/// <see cref="RiskLimits"/>. Where it has <see cref="Names"/> its value is one of them, by number.
/// </summary>
public sealed record RiskParameter(
    string Key, decimal Minimum, decimal Maximum, bool IsWhole, string Meaning,
    Func<RiskLimits, decimal> Read, Func<RiskLimits, decimal, RiskLimits> Write)
{
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>False for what takes a restart to change.</summary>
    public bool IsReloadable { get; init; } = true;

    /// <summary>What is valid, in words.</summary>
    public string Range => Names.Count > 0
        ? $"one of: {string.Join(", ", Names)}"
        : string.Create(CultureInfo.InvariantCulture, $"a {(IsWhole ? "whole " : "")}number from {Minimum} to {Maximum}");

    /// <summary>The value as text.</summary>
    public string Show(RiskLimits limits)
    {
        decimal value = Read(limits);
        return Names.Count > 0 ? Names[(int)value] : (value / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The limits with this one set; null where the text is not valid.</summary>
    public RiskLimits? TrySet(RiskLimits limits, string text)
    {
        if (Names.Count > 0)
        {
            int at = Names.ToList().IndexOf(text);
            return at < 0 ? null : Write(limits, at);
        }
        bool valid = decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value >= Minimum && value <= Maximum && (!IsWhole || decimal.Truncate(value) == value);
        return valid ? Write(limits, value) : null;
    }
}
