using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>What indicators refuse: inputs that are no numbers, and settings out of range.</summary>
internal static class Input
{
    /// <summary>The longest window; its memory is set aside when the indicator is made.</summary>
    public const int LongestWindow = 100_000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Verify(double value)
    {
        if (!double.IsFinite(value))
            Refuse(value);
    }

    /// <summary>A sum is finite only where all its parts are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Verify(in Bar bar)
    {
        if (!double.IsFinite(bar.Open + bar.High + (bar.Low + bar.Close) + bar.Volume))
            Refuse(bar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void VerifyPositive(double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
            RefusePrice(value);
    }

    /// <summary>Returns <paramref name="length"/> when it is from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public static int Length(
        int length, int minimum = 1, int maximum = LongestWindow, [CallerArgumentExpression(nameof(length))] string name = "") =>
        length >= minimum && length <= maximum
            ? length
            : throw new ArgumentOutOfRangeException(name, length, $"must be from {minimum} to {maximum}");

    /// <summary>Returns <paramref name="value"/> when it is from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public static double Range(double value, double minimum, double maximum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"must be from {minimum} to {maximum}");

    [DoesNotReturn]
    private static void Refuse(double value) => throw new ArgumentOutOfRangeException(nameof(value), value, "an indicator takes finite numbers");

    [DoesNotReturn]
    private static void Refuse(in Bar bar) => throw new ArgumentOutOfRangeException(nameof(bar), bar, "an indicator takes finite numbers");

    [DoesNotReturn]
    private static void RefusePrice(double value) => throw new ArgumentOutOfRangeException(nameof(value), value, "must be a number above 0");
}
