using System.Reflection;

namespace CoinPilot.App;

internal static class ProductInfo
{
    /// <summary>The version with the commit it was built from, where the build knew it: <c>0.1.0+3f2a…</c>.</summary>
    public static string Version { get; } =
        typeof(ProductInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
