using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

/// <summary>Any indicator behind one face: bars in (closes, or closes with volumes, where it takes those), its outputs as numbers out.</summary>
internal abstract class Probe
{
    /// <summary>Updates with a bar, its close, or its close and volume as a pair.</summary>
    public abstract void Feed(in Bar bar);

    /// <summary>The outputs in the order of their declaration, NaN for one that is absent; null where there is no value.</summary>
    public abstract double[]? Read();

    public abstract int WarmUpBars { get; }

    public static Probe Of(IndicatorDescriptor descriptor, params IReadOnlyList<double> parameters) => Around(descriptor, descriptor.Create(parameters));

    public static Probe OfDefault(IndicatorDescriptor descriptor) => Around(descriptor, descriptor.CreateDefault());

    /// <summary>What it says after each of these bars.</summary>
    public double[]?[] Over(ReadOnlySpan<Bar> bars)
    {
        double[]?[] outputs = new double[]?[bars.Length];
        for (int i = 0; i < bars.Length; i++)
        {
            Feed(bars[i]);
            outputs[i] = Read();
        }
        return outputs;
    }

    private static Probe Around(IndicatorDescriptor descriptor, object indicator) =>
        (Probe)Activator.CreateInstance(typeof(Probe<>).MakeGenericType(descriptor.Output), indicator)!;
}

internal sealed class Probe<TOutput>(object indicator) : Probe
    where TOutput : struct
{
    private static readonly Func<TOutput, double[]> s_flatten = Flatten();

    private readonly IIndicator<TOutput> _indicator = (IIndicator<TOutput>)indicator;
    private readonly IBarIndicator<TOutput>? _bars = indicator as IBarIndicator<TOutput>;
    private readonly IValueIndicator<TOutput>? _values = indicator as IValueIndicator<TOutput>;
    private readonly IPairIndicator<TOutput>? _pairs = indicator as IPairIndicator<TOutput>;

    public override int WarmUpBars => _indicator.WarmUpBars;

    public override void Feed(in Bar bar)
    {
        if (_bars is not null)
            _bars.Update(bar);
        else if (_values is not null)
            _values.Update(bar.Close);
        else
            _pairs!.Update(bar.Close, bar.Volume);
    }

    public override double[]? Read() => _indicator.TryGet(out TOutput value) ? s_flatten(value) : null;

    private static Func<TOutput, double[]> Flatten()
    {
        ParameterExpression value = Expression.Parameter(typeof(TOutput));
        IEnumerable<Expression> numbers = typeof(TOutput) == typeof(double)
            ? [value]
            : typeof(TOutput).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => IsNumber(p.PropertyType))
                .Select(p => Number(Expression.Property(value, p)));
        return Expression.Lambda<Func<TOutput, double[]>>(Expression.NewArrayInit(typeof(double), numbers), value).Compile();
    }

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(double?) || type == typeof(long) || type == typeof(bool);

    private static Expression Number(Expression property) => property.Type == typeof(bool)
        ? Expression.Condition(property, Expression.Constant(1.0), Expression.Constant(0.0))
        : property.Type == typeof(double?)
            ? Expression.Coalesce(property, Expression.Constant(double.NaN))
            : Expression.Convert(property, typeof(double));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{typeof(TOutput).Name} of {_indicator.GetType().Name}");
}
