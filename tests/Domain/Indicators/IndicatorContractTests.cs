using System.Reflection;
using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

/// <summary>What holds for every indicator in the catalog, and that every indicator is in it.</summary>
public sealed class IndicatorContractTests
{
    public static TheoryData<string> Names => [.. IndicatorCatalog.All.Select(d => d.Name)];

    [Fact]
    public void Catalog_AgainstTheAssembly_ListsEveryIndicatorOnce()
    {
        Type[] indicators = [.. typeof(IIndicator<>).Assembly.GetTypes().Where(t => t.IsClass && t.GetInterfaces().Any(
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIndicator<>)))];

        Assert.True(indicators.Length >= 64);
        Assert.Equal(indicators.OrderBy(t => t.Name), IndicatorCatalog.All.Select(d => d.Type).OrderBy(t => t.Name));
        Assert.Distinct(IndicatorCatalog.All.Select(d => d.Name));
        Assert.All(indicators, t => Assert.True(t is { IsSealed: true, IsPublic: true }, $"{t.Name} is not public and sealed"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TryGet_UntilWarm_IsFalseAndThenTrue(string name)
    {
        IndicatorDescriptor descriptor = Descriptor(name);
        Probe probe = Probe.OfDefault(descriptor);
        Bar[] bars = BarSeries.Walk(new Random(3), Math.Max(300, probe.WarmUpBars + 10));

        double[]?[] outputs = probe.Over(bars);

        Assert.All(outputs.Take(probe.WarmUpBars - 1), Assert.Null);
        if (!descriptor.WaitsForEvent)
            Assert.NotNull(outputs[probe.WarmUpBars - 1]);
        Assert.Contains(outputs, o => o is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_ManyTimes_AllocatesNothing(string name)
    {
        IndicatorDescriptor descriptor = Descriptor(name);
        Bar[] bars = BarSeries.Walk(new Random(4), 3_000);
        MethodInfo method = GetType().GetMethod(nameof(BytesOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(descriptor.Output);

        Assert.Equal(0L, method.Invoke(null, [descriptor.CreateDefault(), bars]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_WithWhatIsNoNumber_IsRefusedAndChangesNothing(string name)
    {
        IndicatorDescriptor descriptor = Descriptor(name);
        Probe disturbed = Probe.OfDefault(descriptor), calm = Probe.OfDefault(descriptor);
        int refused = 0;
        foreach (Bar bar in BarSeries.Walk(new Random(5), 200))
        {
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => disturbed.Feed(bar with { Close = bad }));
                refused++;
                if (descriptor.Input != IndicatorInput.Bar)
                    continue;
                foreach (Bar broken in new[] { bar with { Open = bad }, bar with { High = bad }, bar with { Low = bad }, bar with { Volume = bad } })
                    Assert.Throws<ArgumentOutOfRangeException>(() => disturbed.Feed(broken));
            }
            disturbed.Feed(bar);
            calm.Feed(bar);
            Assert.Equal(Agreement.Show(calm.Read()), Agreement.Show(disturbed.Read()));
        }
        Assert.Equal(600, refused);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_OutsideAParametersRange_ThrowsWithItsName(string name)
    {
        IndicatorDescriptor descriptor = Descriptor(name);
        for (int i = 0; i < descriptor.Parameters.Count; i++)
        {
            IndicatorParameter parameter = descriptor.Parameters[i];
            double step = parameter.IsWhole ? 1 : 1e-9 * Math.Max(1, parameter.Maximum);
            foreach (double bad in (double[])[parameter.Minimum - step, parameter.Maximum + step])
            {
                var error = Assert.Throws<ArgumentOutOfRangeException>(() => descriptor.Create(With(descriptor, i, bad)));
                // Where two must keep their order, either may be named.
                Assert.Contains(error.ParamName?.TrimStart('@'), descriptor.Parameters.Select(p => p.Name));
            }
            Assert.NotNull(descriptor.Create(With(descriptor, i, parameter.Minimum)));
            Assert.NotNull(descriptor.Create(With(descriptor, i, parameter.Maximum)));
        }
    }

    [Fact]
    public void Catalog_ParametersOfEveryIndicator_AreThoseOfItsConstructor() => Assert.All(
        IndicatorCatalog.All.Where(d => d.Parameters.Count > 0),
        d => Assert.Equal(d.Type.GetConstructors().Single().GetParameters().Select(p => p.Name), d.Parameters.Select(p => p.Name)));

    [Fact]
    public void Catalog_OfWhatRepaints_IsZigZagAlone() =>
        Assert.Equal(["zigzag"], IndicatorCatalog.All.Where(d => d.Repaints).Select(d => d.Name));

    private static double[] With(IndicatorDescriptor descriptor, int index, double value) =>
        [.. descriptor.Parameters.Select((p, i) => i == index ? value : p.Default)];

    private static IndicatorDescriptor Descriptor(string name) => IndicatorCatalog.All.Single(d => d.Name == name);

    // Casts are made beforehand: the runtime's table of casts may grow, and that counts as this thread's.
    private static long BytesOf<TOutput>(object indicator, Bar[] bars)
        where TOutput : struct
    {
        IBarIndicator<TOutput>? ofBars = indicator as IBarIndicator<TOutput>;
        IValueIndicator<TOutput>? ofValues = indicator as IValueIndicator<TOutput>;
        IPairIndicator<TOutput>? ofPairs = indicator as IPairIndicator<TOutput>;
        IIndicator<TOutput> any = (IIndicator<TOutput>)indicator;
        return Allocation.BytesOfWarmRun(() =>
        {
            foreach (ref readonly Bar bar in bars.AsSpan())
            {
                ofBars?.Update(bar);
                ofValues?.Update(bar.Close);
                ofPairs?.Update(bar.Close, bar.Volume);
                any.TryGet(out _);
            }
        });
    }
}
