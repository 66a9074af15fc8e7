using CoinPilot.Strategies;

namespace CoinPilot.Tests.Strategies;

/// <summary>Every strategy of the catalog with settings under which it decides something within hours.</summary>
internal static class QuickSettings
{
    public static TheoryData<string> Names => [.. StrategyCatalog.All.Select(d => d.Name)];

    public static StrategyChoice Of(string name) => StrategyCatalog.Choose(name, name switch
    {
        "turtle" => new() { ["minutes"] = "5", ["s1.entry"] = "8", ["s1.exit"] = "4", ["s1.failsafe"] = "20", ["rangeBars"] = "10" },
        "mean-reversion" => Loose,
        "grid" => new() { ["width"] = "60", ["levels"] = "40", ["stop"] = "90" },
        _ => [],
    });

    private static Dictionary<string, string> Loose
    {
        get
        {
            Dictionary<string, string> settings = new()
            {
                ["minutes"] = "3", ["fast"] = "5", ["slow"] = "20", ["rsi14Bars"] = "5", ["rsi7Bars"] = "3", ["averageBars"] = "5", ["volumeBars"] = "5", ["bandBars"] = "5",
            };
            foreach (string regime in new[] { "bull", "sideways", "bear" })
            {
                settings[$"{regime}.rsi14Max"] = "60";
                settings[$"{regime}.rsi7Dip"] = "50";
                settings[$"{regime}.rsi7Min"] = "30";
                settings[$"{regime}.priceMin"] = "90";
                settings[$"{regime}.volumeMin"] = "0.1";
                settings[$"{regime}.surgeMax"] = "0";
                settings[$"{regime}.touchBars"] = "0";
            }
            return settings;
        }
    }
}
