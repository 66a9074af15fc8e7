using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Run;
using CoinPilot.App.Views;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Web;

/// <summary>Turns what the system knows into what the API shows.</summary>
internal static class StatusBuilder
{
    public static StatusModel Build(SystemStatus status)
    {
        AccountSnapshot account = status.Account;
        (long orders, long fills, long rejected) = status.Counts;
        return new StatusModel(
            ProductInfo.Version, account.Equity.ToString(), account.Cash.ToString(), account.OpeningCash.ToString(), account.Committed.ToString(),
            ReturnPercent(account), account.MaxDrawdownPercent, account.KillSwitchReason,
            orders, fills, rejected, account.Denials.Sum(d => d.Count), status.Trades, status.Candles,
            [.. status.Connections.Select(ConnectionOf)],
            [.. account.Symbols.SelectMany(s => s.Positions.Where(p => !p.Quantity.IsZero || !p.Fees.IsZero).Select(p => PositionOf(s, p)))],
            [.. status.LastOrders.Select(OrderOf)],
            [.. account.Denials.Select(d => new DenialModel(d.Symbol.Code, d.Strategy, d.Code, d.Count, d.LastDetail))],
            [.. status.Quarantines.Select(q => new QuarantineModel(q.Actor.Path, q.Reason))],
            [.. status.Symbols.Select(s => s.Code)],
            account.At.ToString(), account.At.ToKstString())
        {
            Flatten = account.FlattenReason,
            TradingState = account.TradingState.ToString().ToLowerInvariant(),
            LimitOverrides = account.Overrides.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal),
        };
    }

    public static double ReturnPercent(AccountSnapshot account) => PaidIn(account).IsZero
        ? 0
        : 100 * (account.Equity - PaidIn(account)).ToDouble() / PaidIn(account).ToDouble();

    private static Money PaidIn(AccountSnapshot account) => account.OpeningCash + account.Transferred;

    private static ConnectionModel ConnectionOf(ConnectionStatus c) =>
        new(c.Name, c.State.ToString().ToLowerInvariant(), c.Detail, c.Since.ToString(), c.Lost);

    private static PositionModel PositionOf(SymbolSnapshot s, VirtualPosition p)
    {
        Price mark = s.Mark.IsSet ? s.Mark : p.AverageCost;
        return new PositionModel(
            s.Symbol.Code, p.Strategy, p.Quantity.ToString(), p.AverageCost.ToString(), mark.ToString(),
            Money.NotionalDown(mark, p.Quantity).ToString(), p.UnrealisedProfit(mark).ToString(), p.RealisedProfit.ToString(), p.Fees.ToString());
    }

    public static OrderModel OrderOf(OrderRow o) => new(
        o.ClientOrderId, o.VenueOrderId, o.Symbol, o.Strategy, o.Side.ToString(), o.Type.ToString(), o.Status.ToString(),
        o.Quantity.IsZero ? $"{o.Funds} KRW" : o.Quantity.ToString(), o.Filled.ToString(), o.AveragePrice.ToString(), o.Fees.ToString(),
        o.Reason, o.Problem, o.IntendedAt.ToString(), o.IntendedAt.ToKstString())
    {
        Because = [.. o.Because.Select(c => c.ToString())],
    };
}

/// <summary>All that the status page tells of, taken at one moment.</summary>
internal sealed record SystemStatus(
    AccountSnapshot Account, (long Orders, long Fills, long Rejected) Counts, long Trades, long Candles,
    IReadOnlyList<ConnectionStatus> Connections, IReadOnlyList<OrderRow> LastOrders, IReadOnlyList<Quarantined> Quarantines,
    IReadOnlyList<Symbol> Symbols);
