using System.Globalization;
using System.Text;
using CoinPilot.Actors.Contract;
using CoinPilot.Exchanges;

namespace CoinPilot.App.Web;

/// <summary>Writes the Prometheus text format, version 0.0.4.</summary>
internal static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <param name="droppedTicks">Null where trades are not kept.</param>
    public static string Write(SystemStatus status, EngineCounters engine, IReadOnlyDictionary<string, long> client, long? droppedTicks)
    {
        StringBuilder text = new();
        Gauge(text, "coinpilot_equity_krw", "Cash plus holdings at their last mark.", status.Account.Equity.ToDouble());
        Gauge(text, "coinpilot_cash_krw", "Cash, committed funds included.", status.Account.Cash.ToDouble());
        Gauge(text, "coinpilot_kill_switch", "1 while entries are denied.", status.Account.KillSwitchReason is null ? 0 : 1);
        Counter(text, "coinpilot_orders_total", "Orders since the journal began.", status.Counts.Orders);
        Counter(text, "coinpilot_fills_total", "Fills since the journal began.", status.Counts.Fills);
        Counter(text, "coinpilot_rejected_total", "Orders that the venue refused since the journal began.", status.Counts.Rejected);
        Counter(text, "coinpilot_trades_total", "Public trades received in this run.", status.Trades);
        Counter(text, "coinpilot_candles_total", "Closed candles received in this run.", status.Candles);
        Labelled(text, "coinpilot_denied_total", "Orders denied by risk in this run.", "code",
            status.Account.Denials.GroupBy(d => d.Code).Select(g => (g.Key, g.Sum(d => d.Count))));
        Labelled(text, "coinpilot_connected", "1 while the connection is up.", "connection",
            status.Connections.Select(c => (c.Name, c.State == ConnectionState.Connected ? 1L : 0L)), "gauge");
        Gauge(text, "coinpilot_quarantined", "Actors in quarantine.", status.Quarantines.Count);
        Counter(text, "coinpilot_conflated_total", "Trades replaced by newer ones in a full mailbox.", engine.Conflated);
        Counter(text, "coinpilot_overflowed_total", "Messages and candles kept beyond a full mailbox; nothing but trades is ever dropped.", engine.Overflowed);
        Counter(text, "coinpilot_restarts_total", "Actors restarted after a failure.", engine.Restarts);
        Counter(text, "coinpilot_persist_failures_total", "Events that could not be journaled.", engine.PersistFailures);
        Labelled(text, "coinpilot_unhandled_total", "Messages that their receiver had no use for.", "type", engine.Unhandled.Select(p => (p.Key, p.Value)));
        Labelled(text, "coinpilot_dead_letters_total", "Messages to actors that are gone.", "type", engine.DeadLetters.Select(p => (p.Key, p.Value)));
        if (droppedTicks is { } ticks)
            Counter(text, "coinpilot_ticks_dropped_total", "Trades that the database did not take in this run.", ticks);
        Labelled(text, "coinpilot_client_total", "What the venue's client counted.", "what", client.Select(p => (p.Key, p.Value)));
        return text.ToString();
    }

    private static void Gauge(StringBuilder text, string name, string help, double value) =>
        Head(text, name, help, "gauge").Append(name).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');

    private static void Counter(StringBuilder text, string name, string help, long value) =>
        Head(text, name, help, "counter").Append(name).Append(' ').Append(value).Append('\n');

    private static void Labelled(
        StringBuilder text, string name, string help, string label, IEnumerable<(string Key, long Value)> values, string type = "counter")
    {
        Head(text, name, help, type);
        foreach ((string key, long value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
            text.Append(name).Append('{').Append(label).Append("=\"").Append(Escape(key)).Append("\"} ").Append(value).Append('\n');
    }

    private static StringBuilder Head(StringBuilder text, string name, string help, string type) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
