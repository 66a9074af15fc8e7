using System.Globalization;

namespace CoinPilot.Matching;

/// <summary>A parameter of a model with its range, both ends allowed.</summary>
/// <param name="Places">Decimals that a value may have; 0 for a whole number.</param>
/// <param name="Unit">What it counts: <c>ms</c>, <c>bps</c>, <c>KRW</c>; empty for a plain number.</param>
public sealed record ModelParameter(string Key, decimal Default, decimal Minimum, decimal Maximum, int Places, string Unit, string Meaning)
{
    /// <summary>What is valid, in words.</summary>
    public string Range => string.Create(
        CultureInfo.InvariantCulture, $"a {(Places == 0 ? "whole " : "")}number from {Minimum} to {Maximum}{(Unit.Length > 0 ? $" {Unit}" : "")}{(Places > 0 ? $", to {Places} places" : "")}");

    /// <summary>What is wrong with a value, or null.</summary>
    internal string? ProblemOf(string text, out decimal value) =>
        !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        || value < Minimum || value > Maximum || decimal.Round(value, Places) != value
            ? $"{Key} is '{text}', not {Range}"
            : null;
}
