using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Runs;
using CoinPilot.Strategies;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>What each event changes in the tables; null for one that changes none. One of no known kind throws: tables that lack something would look whole.</summary>
internal static class EventProjection
{
    public static NpgsqlBatchCommand? Of(long ordering, JournalEvent recorded) => recorded.Event switch
    {
        IPositionEvent e when PositionActor.TryGetSymbol(recorded.EntityId, out Symbol symbol) => OrderProjection.Of(e, ordering, symbol, recorded.EventTime),
        IPortfolioEvent e => OfPortfolio(ordering, e),
        IStrategyEvent => null,
        // Runs of backtests have journals of their own.
        IRunEvent => null,
        _ => throw new InvalidOperationException($"{recorded.EntityId} #{recorded.Sequence} ({recorded.Manifest}) is an event of no known kind"),
    };

    private static NpgsqlBatchCommand OfPortfolio(long ordering, IPortfolioEvent @event) => @event switch
    {
        AccountOpened e => Equity(ordering, e.At, e.OpeningCash, Money.Zero),
        AccountReported e => Equity(ordering, e.At, e.Cash, e.Symbols.SelectMany(s => s.Holdings).Aggregate(Money.Zero, (sum, h) => sum + h.Cost)),
        KillSwitchEngaged e => Row.Decision(ordering, e.At, "kill switch engaged", e.Reason),
        KillSwitchReleased e => Row.Decision(ordering, e.At, "kill switch released", e.Reason),
        ReferenceEquityFixed e => Row.Decision(ordering, e.Day, "reference equity", e.Equity.ToString()),
        FlattenOrdered e => Row.Decision(ordering, e.At, "flatten", e.Reason),
        TradingStateSet e => Row.Decision(ordering, e.At, $"trading {e.State.ToString().ToLowerInvariant()}", e.Reason),
        TradingDayBegan e => Row.Decision(ordering, e.Day, "trading day began", e.Equity.ToString()),
        DailyLossReached e => Row.Decision(ordering, e.At, "daily loss reached", e.Equity.ToString()),
        PeakEquityRaised e => Row.Decision(ordering, e.At, "peak equity", e.Equity.ToString()),
        EntryGranted e => Row.Decision(ordering, e.At, "entry granted", $"{e.Symbol} {e.Strategy} {e.Funds}"),
        SignalDenied e => Row.Command(
            """
            INSERT INTO coinpilot.denied_signals (ordering, at, symbol, strategy, kind, reason, code, detail, limits_version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            ordering, Row.Time(e.At), e.Symbol.Code, e.Strategy, e.Kind == IntentKind.Enter ? "Entry" : "Exit", e.Reason, e.Code, e.Detail, e.LimitsVersion),
        DenialsRepeated e => Row.Command(
            """
            UPDATE coinpilot.denied_signals SET times = times + $5, detail = $6 WHERE ordering =
                (SELECT max(ordering) FROM coinpilot.denied_signals WHERE ordering < $1 AND symbol = $2 AND strategy = $3 AND code = $4)
            """,
            ordering, e.Symbol.Code, e.Strategy, e.Code, e.Count, e.LastDetail),
        CashUnexplained e => Row.Decision(ordering, e.At, "cash not explained", e.Reason),
        CashExplained e => Row.Decision(ordering, e.At, "cash explained", e.Reason),
        CashTransferred e => Row.Command(
            "INSERT INTO coinpilot.cash_transfers (ordering, at, amount, reason) VALUES ($1, $2, $3, $4)", ordering, Row.Time(e.At), e.Amount.ToDecimal(), e.Reason),
        TradeEnded e => Row.Decision(ordering, e.MarketTime, "trade ended", $"{e.Symbol} {e.Strategy} {e.Result}"),
        EntriesPaused e => Row.Decision(ordering, e.Until, "entries paused until", e.Reason),
        LimitsConfigured e => Row.Decision(ordering, e.At, "limits configured", $"{Text(e.Settings)}: {e.Reason}"),
        LimitsOverridden e => Row.Decision(ordering, e.At, "limits set", $"{Text(e.Settings)}: {e.Reason}"),
        _ => throw new InvalidOperationException($"no table is known for {@event.GetType().Name}"),
    };

    private static string Text(ValueList<LimitSetting> settings) => string.Join(", ", settings.Select(s => $"{s.Key}={s.Value}"));

    private static NpgsqlBatchCommand Equity(long ordering, Timestamp at, Money cash, Money held) => Row.Command(
        "INSERT INTO coinpilot.equity (ordering, at, cash, held) VALUES ($1, $2, $3, $4)", ordering, Row.Time(at), cash.ToDecimal(), held.ToDecimal());
}
