using CoinPilot.Portfolio;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of <see cref="IPortfolioEvent"/>s. Fields are written in the order of the record; lists are preceded by their count.</summary>
internal static class PortfolioSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<AccountOpened>("account-opened",
            static (AccountOpened e, ref WireWriter w) =>
            {
                w.WriteString(e.JournalId);
                w.WriteMoney(e.OpeningCash);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new AccountOpened(r.ReadString(), r.ReadMoney(), r.ReadTimestamp())),
        new EventSchema<ReferenceEquityFixed>("reference-equity-fixed",
            static (ReferenceEquityFixed e, ref WireWriter w) =>
            {
                w.WriteTimestamp(e.Day);
                w.WriteMoney(e.Equity);
            },
            static (ref WireReader r) => new ReferenceEquityFixed(r.ReadTimestamp(), r.ReadMoney())),
        new EventSchema<KillSwitchEngaged>("kill-switch-engaged",
            static (KillSwitchEngaged e, ref WireWriter w) =>
            {
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new KillSwitchEngaged(r.ReadString(), r.ReadTimestamp())),
        new EventSchema<KillSwitchReleased>("kill-switch-released",
            static (KillSwitchReleased e, ref WireWriter w) =>
            {
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new KillSwitchReleased(r.ReadString(), r.ReadTimestamp())),
        new EventSchema<AccountReported>("account-reported", Write, ReadReport),
        new EventSchema<CashUnexplained>("cash-unexplained",
            static (CashUnexplained e, ref WireWriter w) =>
            {
                w.WriteMoney(e.Booked);
                w.WriteMoney(e.Balance);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new CashUnexplained(r.ReadMoney(), r.ReadMoney(), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<CashExplained>("cash-explained",
            static (CashExplained e, ref WireWriter w) =>
            {
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new CashExplained(r.ReadString(), r.ReadTimestamp())),
        new EventSchema<CashTransferred>("cash-transferred",
            static (CashTransferred e, ref WireWriter w) =>
            {
                w.WriteMoney(e.Amount);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new CashTransferred(r.ReadMoney(), r.ReadString(), r.ReadTimestamp())),
        .. RiskSchemas.All,
    ];

    private static void Write(AccountReported e, ref WireWriter w)
    {
        w.WriteMoney(e.Cash);
        w.WriteLong(e.Symbols.Count);
        foreach (ReportedSymbol symbol in e.Symbols)
        {
            w.WriteSymbol(symbol.Symbol);
            w.WriteLong(symbol.Sequence);
            w.WriteMoney(symbol.CashFlow);
            w.WriteLong(symbol.Holdings.Count);
            foreach (ReportedHolding holding in symbol.Holdings)
            {
                w.WriteString(holding.Strategy);
                w.WriteQuantity(holding.Quantity);
                w.WriteMoney(holding.Cost);
            }
        }
        w.WriteTimestamp(e.At);
    }

    private static AccountReported ReadReport(ref WireReader r)
    {
        Money cash = r.ReadMoney();
        List<ReportedSymbol> symbols = [];
        for (long i = r.ReadCount(); i > 0; i--)
            symbols.Add(ReadSymbol(ref r));
        return new AccountReported(cash, ValueList<ReportedSymbol>.Of(symbols), r.ReadTimestamp());
    }

    private static ReportedSymbol ReadSymbol(ref WireReader r)
    {
        Symbol symbol = r.ReadSymbol();
        long sequence = r.ReadLong();
        Money cashFlow = r.ReadMoney();
        List<ReportedHolding> holdings = [];
        for (long i = r.ReadCount(); i > 0; i--)
            holdings.Add(new ReportedHolding(r.ReadString(), r.ReadQuantity(), r.ReadMoney()));
        return new ReportedSymbol(symbol, sequence, cashFlow, ValueList<ReportedHolding>.Of(holdings));
    }
}
