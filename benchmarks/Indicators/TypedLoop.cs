using System.Linq.Expressions;
using System.Reflection;
using CoinPilot.Indicators;

namespace CoinPilot.Benchmarks.Indicators;

/// <summary>
/// A loop over bars that calls an indicator's own class, as a strategy does: through an interface or shared generic code it would be slower. Compiled
/// for each class, so that no indicator can be left out.
/// </summary>
internal static class TypedLoop
{
    /// <summary>Updates with each bar, asks for the value, and adds up its first number.</summary>
    public static Func<Bar[], double> Over(IndicatorDescriptor descriptor)
    {
        Type type = descriptor.Type;
        ParameterExpression bars = Expression.Parameter(typeof(Bar[]), "bars");
        ParameterExpression index = Expression.Variable(typeof(int), "index");
        ParameterExpression sum = Expression.Variable(typeof(double), "sum");
        ParameterExpression value = Expression.Variable(descriptor.Output, "value");
        ParameterExpression indicator = Expression.Variable(type, "indicator");
        LabelTarget done = Expression.Label();
        Expression bar = Expression.ArrayAccess(bars, index);
        Expression body = Expression.Block(
            Expression.Call(indicator, type.GetMethod("Update")!, Arguments(descriptor.Input, bar)),
            Expression.IfThen(
                Expression.Call(indicator, type.GetMethod("TryGet")!, value),
                Expression.AddAssign(sum, FirstNumber(value))),
            Expression.PreIncrementAssign(index));
        Expression loop = Expression.Loop(
            Expression.IfThenElse(Expression.LessThan(index, Expression.ArrayLength(bars)), body, Expression.Break(done)), done);
        Expression begin = Expression.Assign(indicator, Expression.Constant(descriptor.CreateDefault(), type));
        return Expression.Lambda<Func<Bar[], double>>(Expression.Block([index, sum, value, indicator], begin, loop, sum), bars).Compile();
    }

    private static Expression[] Arguments(IndicatorInput input, Expression bar) => input switch
    {
        IndicatorInput.Bar => [bar],
        IndicatorInput.Value => [Expression.Property(bar, nameof(Bar.Close))],
        _ => [Expression.Property(bar, nameof(Bar.Close)), Expression.Property(bar, nameof(Bar.Volume))],
    };

    private static Expression FirstNumber(Expression value)
    {
        if (value.Type == typeof(double))
            return value;
        PropertyInfo property = value.Type.GetProperties().First(p => p.PropertyType == typeof(double) || p.PropertyType == typeof(double?));
        Expression number = Expression.Property(value, property);
        return number.Type == typeof(double) ? number : Expression.Coalesce(number, Expression.Constant(0.0));
    }
}
