using System.Globalization;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Web;
using CoinPilot.Exchanges;
using CoinPilot.Orders;

namespace CoinPilot.App.Run;

/// <summary>The calm line that <c>run</c> prints a few times a minute.</summary>
internal static class StatusLine
{
    public static string Write(SystemStatus status, DateTimeOffset now)
    {
        AccountSnapshot account = status.Account;
        int held = account.Symbols.Sum(s => s.Positions.Count(p => !p.Quantity.IsZero));
        string connections = string.Join(", ", status.Connections.Where(c => c.State != ConnectionState.Connected)
            .Select(c => $"{c.Name} {c.State.ToString().ToLowerInvariant()}"));
        string line = string.Create(CultureInfo.InvariantCulture, $"""
            {now:HH:mm:ss} equity {Won(account.Equity.ToDecimal())} ({StatusBuilder.ReturnPercent(account):+0.00;-0.00;0.00} %) cash {Won(account.Cash.ToDecimal())} · positions {held} · orders {status.Counts.Orders} fills {status.Counts.Fills} rejected {status.Counts.Rejected} denied {account.Denials.Sum(d => d.Count)} · trades {status.Trades} candles {status.Candles}
            """);
        if (account.KillSwitchReason is { } reason)
            line += $" · HALTED: {reason}";
        if (account.FlattenReason is not null)
            line += $" · FLATTENING: {account.Entries} left";
        if (account.TradingState != TradingState.Active)
            line += $" · {account.TradingState.ToString().ToUpperInvariant()}";
        if (account.Overrides.Count > 0)
            line += $" · limits by hand: {string.Join(", ", account.Overrides.Select(o => $"{o.Key}={o.Value}"))}";
        if (status.Quarantines.Count > 0)
            line += $" · quarantined {status.Quarantines.Count}";
        return connections.Length == 0 ? line : $"{line} · {connections}";
    }

    private static string Won(decimal amount) => amount.ToString("N0", CultureInfo.InvariantCulture) + " KRW";
}
