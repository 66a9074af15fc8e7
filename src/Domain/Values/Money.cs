namespace CoinPilot.Values;

/// <summary>An amount of quote currency (KRW), exact to 1e-8, signed. <c>default</c> is zero.</summary>
public readonly record struct Money(Int128 Units) : IComparable<Money>
{
    public static Money Zero => default;

    public bool IsZero => Units == 0;

    /// <summary>Throws when finer than 1e-8.</summary>
    public static Money Of(decimal value) => new(Fixed.FromDecimal(value));

    /// <summary>
    /// Price x quantity, cut to 1e-8 toward zero: the venue truncates, and sums of truncated fills never exceed the amount locked for the order.
    /// </summary>
    public static Money NotionalDown(Price price, Quantity quantity) =>
        new(Fixed.MultiplyDivideDown(price.Units, quantity.Units, Fixed.One));

    /// <summary>The fee on this amount at <paramref name="rate"/>, cut to 1e-8 toward zero.</summary>
    public Money FeeDown(FeeRate rate) => new(Fixed.MultiplyDivideDown(Units, rate.PartsPerMillion, 1_000_000));

    /// <summary>The quantity that this amount buys at <paramref name="price"/>, cut to 1e-8.</summary>
    public Quantity QuantityDown(Price price) =>
        price.IsSet
            ? Quantity.FromUnits(Fixed.MultiplyDivideDown(Units, Fixed.One, price.Units))
            : throw new InvalidOperationException("no price to divide by");

    /// <summary>This amount x part / whole, cut toward zero; the cost of a part of a position.</summary>
    public Money ShareDown(Quantity part, Quantity whole) => new(Fixed.MultiplyDivideDown(Units, part.Units, whole.Units));

    /// <summary>This amount x <paramref name="percent"/> / 100, cut toward zero; percent to two places.</summary>
    public Money PercentDown(decimal percent) =>
        new(Fixed.MultiplyDivideDown(Units, (Int128)decimal.Truncate(percent * 100m), 10_000));

    public decimal ToDecimal() => Fixed.ToDecimal(Units);

    /// <summary>The value as a double, exact to 15 digits, for statistics.</summary>
    public double ToDouble() => Fixed.ToDouble(Units);

    /// <summary>Reads plain or exponent notation.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Money money)
    {
        bool ok = Fixed.TryParse(utf8, out Int128 units);
        money = new Money(units);
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Money)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Money money)
    {
        bool ok = Fixed.TryParse(text, out Int128 units);
        money = new Money(units);
        return ok;
    }

    public static Money operator +(Money a, Money b) => new(checked(a.Units + b.Units));
    public static Money operator -(Money a, Money b) => new(checked(a.Units - b.Units));
    public static Money operator -(Money a) => new(checked(-a.Units));

    public int CompareTo(Money other) => Units.CompareTo(other.Units);
    public static bool operator <(Money a, Money b) => a.Units < b.Units;
    public static bool operator >(Money a, Money b) => a.Units > b.Units;
    public static bool operator <=(Money a, Money b) => a.Units <= b.Units;
    public static bool operator >=(Money a, Money b) => a.Units >= b.Units;
    public static Money Min(Money a, Money b) => a <= b ? a : b;
    public static Money Max(Money a, Money b) => a >= b ? a : b;

    public override string ToString() => Fixed.Format(Units);
}
