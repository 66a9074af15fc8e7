using CoinPilot.Indicators;
using CoinPilot.Values;

namespace CoinPilot.Tests.Indicators;

/// <summary>What the oracle's few rows do not show: any series, any window.</summary>
public sealed class GarchVolatilityTests
{
    [Fact]
    public void TryGet_OfASimulatedProcess_FindsItsParameters()
    {
        GarchVolatility garch = new(20_000, 20_000);
        foreach (double price in Simulated(1, 20_001, omega: 4e-8, alpha: 0.10, beta: 0.85))
            garch.Update(price);

        Assert.True(garch.TryGet(out GarchForecast fitted));
        Assert.Equal(0.10, fitted.Alpha, 0.02);
        Assert.Equal(0.85, fitted.Beta, 0.03);
        Assert.InRange(fitted.Omega, 2.5e-8, 6e-8);
    }

    [Fact]
    public void TryGet_BetweenFits_FollowsTheRecursionOfItsParameters()
    {
        GarchVolatility garch = new(200, 50);
        double[] prices = Simulated(2, 600, omega: 4e-8, alpha: 0.10, beta: 0.85);
        double variance = 0;
        GarchForecast last = default;
        int followed = 0;
        for (int i = 0; i < prices.Length; i++)
        {
            garch.Update(prices[i]);
            if (!garch.TryGet(out GarchForecast now))
                continue;
            double change = Math.Log(prices[i]) - Math.Log(prices[i - 1]);
            if (now.Alpha == last.Alpha)
            {
                variance = now.Omega + now.Alpha * change * change + now.Beta * variance;
                followed++;
            }
            else
                variance = Path(prices.AsSpan(i - 200, 201), now).Forecast;
            Assert.Equal(1, now.Volatility / Math.Sqrt(variance), 1e-9);
            last = now;
        }
        Assert.Equal(400 - 8, followed);
    }

    [Fact]
    public void TryGet_OfAnySeries_IsLikelierThanAnyOtherParametersTried() => Property.Holds(20, random =>
    {
        GarchVolatility garch = new(120, 120);
        double[] prices = Simulated((ulong)random.Next(1, 1_000_000), 121, 4e-8, 0.3 * random.NextDouble(), 0.65 * random.NextDouble());
        foreach (double price in prices)
            garch.Update(price);
        Assert.True(garch.TryGet(out GarchForecast fitted));
        Assert.True(fitted is { Omega: >= 0, Alpha: >= 0, Beta: >= 0 } && fitted.Alpha + fitted.Beta <= 1);
        double best = Path(prices, fitted).Cost, scale = MeanSquare(prices);
        for (int i = 0; i < 3_000; i++)
        {
            double alpha = random.NextDouble(), beta = random.NextDouble() * (1 - alpha), omega = scale * Math.Pow(10, -4 * random.NextDouble());
            Assert.True(best <= Path(prices, new GarchForecast(0, omega, alpha, beta)).Cost + 0.02, $"({omega}, {alpha}, {beta}) is likelier than {fitted}");
        }
    });

    // A run that starts again warms up from a shorter past, and must decide as if it had never stopped.
    [Fact]
    public void TryGet_OfTheSameWindow_IsTheSameWheneverTheSeriesBegan()
    {
        double[] prices = Simulated(3, 1_001, omega: 4e-8, alpha: 0.15, beta: 0.7);
        GarchVolatility longer = new(200, 100), shorter = new(200, 100);
        foreach (double price in prices)
            longer.Update(price);
        foreach (double price in prices[^201..])
            shorter.Update(price);

        Assert.True(longer.TryGet(out GarchForecast one) & shorter.TryGet(out GarchForecast other));
        Assert.Equal(one, other);
    }

    [Fact]
    public void TryGet_WithoutAnyMove_HasNoValue()
    {
        GarchVolatility garch = new(50, 1);
        for (int i = 0; i < 80; i++)
        {
            garch.Update(298);
            Assert.False(garch.TryGet(out _));
        }
        garch.Update(299);
        Assert.True(garch.TryGet(out GarchForecast forecast));
        Assert.True(forecast.Volatility > 0);
    }

    // Straight from the definition, shared by nothing.
    private static (double Cost, double Forecast) Path(ReadOnlySpan<double> prices, GarchForecast p)
    {
        double variance = MeanSquare(prices), cost = 0;
        for (int i = 1; i < prices.Length; i++)
        {
            double change = Math.Log(prices[i]) - Math.Log(prices[i - 1]);
            cost += Math.Log(variance) + change * change / variance;
            variance = p.Omega + p.Alpha * change * change + p.Beta * variance;
        }
        return (cost, variance);
    }

    private static double MeanSquare(ReadOnlySpan<double> prices)
    {
        double sum = 0;
        for (int i = 1; i < prices.Length; i++)
            sum += Math.Pow(Math.Log(prices[i]) - Math.Log(prices[i - 1]), 2);
        return sum / (prices.Length - 1);
    }

    private static double[] Simulated(ulong seed, int count, double omega, double alpha, double beta)
    {
        SeededRandom random = new(seed);
        double[] prices = new double[count];
        prices[0] = 1_000;
        double variance = omega / (1 - alpha - beta);
        for (int i = 1; i < count; i++)
        {
            double change = Math.Sqrt(variance) * random.NextGaussian();
            prices[i] = prices[i - 1] * Math.Exp(change);
            variance = omega + alpha * change * change + beta * variance;
        }
        return prices;
    }
}
