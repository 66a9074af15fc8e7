using System.Globalization;
using System.Text;
using CoinPilot.Strategies;

namespace CoinPilot.App.Config;

/// <summary>A configuration file with every key at its default, explained; made from the definitions.</summary>
internal static class ConfigExample
{
    public static string Create()
    {
        StringBuilder text = new();
        text.Append("# CoinPilot's configuration, every key at its default (printed by: coinpilot config example).\n");
        text.Append("# A key is overridden by the environment, as COINPILOT_RISK__DAILY_ENTRIES=3, and that by the command line.\n");
        text.Append("# coinpilot config check FILE finds mistakes; coinpilot config reload takes over what is marked so while running.\n\n");
        text.Append("symbols: [KRW-BTC, KRW-ETH, KRW-XRP, KRW-SOL, KRW-DOGE]\n\n");
        text.Append("# The same strategy may stand here twice, under names of its own. Without 'symbols' it runs on all of them.\nstrategies:\n");
        foreach (StrategyDescriptor descriptor in StrategyCatalog.All)
            Append(text, descriptor, StrategyCatalog.Usual.Contains(descriptor) ? "" : "# ");
        foreach (string section in Settings.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {Settings.SectionMeanings[section]}\n{section}:\n");
            foreach (Setting setting in Settings.Of(section))
                Append(text, setting);
        }
        return text.ToString();
    }

    // Those that do not run where nobody says which are shown behind a comment sign.
    private static void Append(StringBuilder text, StrategyDescriptor descriptor, string off)
    {
        text.Append(CultureInfo.InvariantCulture, $"  # {descriptor.Summary}\n  {off}- strategy: {descriptor.Name}\n  {off}  name: {descriptor.Name}\n  {off}  parameters:\n");
        foreach (StrategyParameter p in descriptor.Parameters)
            text.Append(CultureInfo.InvariantCulture, $"  {off}    {p.Key}: {p.Default}  # {p.Meaning}; {(p.IsWhole ? "whole, " : "")}{p.Minimum} to {p.Maximum}\n");
    }

    private static void Append(StringBuilder text, Setting setting)
    {
        text.Append(CultureInfo.InvariantCulture, $"  # {setting.Meaning}; {setting.Range}{(setting.IsReloadable ? "; reloadable" : "")}\n");
        text.Append(setting.Default is { } value ? $"  {setting.Key}: {value}\n" : $"  # {setting.Key}:\n");
    }
}
