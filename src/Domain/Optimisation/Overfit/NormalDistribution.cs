namespace CoinPilot.Optimisation;

/// <summary>The standard normal distribution. Sources: Hart's approximation as given by West, Better approximations to cumulative normal functions (Wilmott, 2005), and Wichura's AS 241 (Applied Statistics, 1988).</summary>
public static class NormalDistribution
{
    private static ReadOnlySpan<double> CdfNumerator =>
        [3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376];

    private static ReadOnlySpan<double> CdfDenominator =>
        [8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752];

    private static ReadOnlySpan<double> CentreNumerator =>
    [
        2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
        1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0,
    ];

    private static ReadOnlySpan<double> CentreDenominator =>
    [
        5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
        5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1,
    ];

    private static ReadOnlySpan<double> NearNumerator =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
        3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0,
    ];

    private static ReadOnlySpan<double> NearDenominator =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1,
    ];

    private static ReadOnlySpan<double> FarNumerator =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0,
    ];

    private static ReadOnlySpan<double> FarDenominator =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    /// <summary>The probability of a value of at most <paramref name="x"/>, within 1e-14; NaN for NaN.</summary>
    public static double Cdf(double x)
    {
        double far = Math.Abs(x);
        double tail = far > 37 ? 0 : far < 7.07106781186547
            ? Math.Exp(-far * far / 2) * Polynomial(CdfNumerator, far) / Polynomial(CdfDenominator, far)
            : Math.Exp(-far * far / 2) / (far + 1 / (far + 2 / (far + 3 / (far + 4 / (far + 0.65))))) / Math.Sqrt(2 * Math.PI);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The value below which <paramref name="probability"/> lies, within 1e-15 of itself; infinite for 0 and 1, NaN for what is no probability.</summary>
    public static double Quantile(double probability)
    {
        if (probability is not (> 0 and < 1))
            return probability == 0 ? double.NegativeInfinity : probability == 1 ? double.PositiveInfinity : double.NaN;
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double centre = 0.180625 - q * q;
            return q * Polynomial(CentreNumerator, centre) / Polynomial(CentreDenominator, centre);
        }
        double r = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        double x = r <= 5
            ? Polynomial(NearNumerator, r - 1.6) / Polynomial(NearDenominator, r - 1.6)
            : Polynomial(FarNumerator, r - 5) / Polynomial(FarDenominator, r - 5);
        return q < 0 ? -x : x;
    }

    // Horner's scheme, the highest power first.
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
            sum = sum * x + coefficient;
        return sum;
    }
}
