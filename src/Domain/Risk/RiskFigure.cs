using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>What a check found, and the limit that it was held against.</summary>
/// <param name="Found">In the unit of the check: KRW in units of 1e-8, a count, or milliseconds.</param>
/// <param name="Limit">In the same unit.</param>
public readonly record struct RiskFigure(RiskCheck Check, Int128 Found, Int128 Limit)
{
    /// <summary>True while the check passes.</summary>
    public bool IsWithin => Check switch
    {
        RiskCheck.DailyLoss or RiskCheck.Drawdown => Found > Limit,
        RiskCheck.Minimum or RiskCheck.EntryInterval => Found >= Limit,
        _ => Found <= Limit,
    };

    /// <summary><c>cash 2001000 &lt;= 7998000 KRW</c></summary>
    public override string ToString()
    {
        string sign = Check is RiskCheck.DailyLoss or RiskCheck.Drawdown ? ">" : Check is RiskCheck.Minimum or RiskCheck.EntryInterval ? ">=" : "<=";
        return $"{Name} {Show(Found)} {sign} {Show(Limit)}{Unit}";
    }

    private string Name => Check switch
    {
        RiskCheck.PriceAge => "price age",
        RiskCheck.OrderSize => "order size",
        RiskCheck.SymbolExposure => "symbol exposure",
        RiskCheck.TotalExposure => "total exposure",
        RiskCheck.DailyLoss => "equity against the daily loss",
        RiskCheck.DailyEntries => "entries today",
        RiskCheck.Drawdown => "equity against the drawdown",
        RiskCheck.EntryInterval => "since the last entry",
        RiskCheck.OrderRate => "entries a minute",
        _ => Check.ToString().ToLowerInvariant(),
    };

    private string Unit => Check switch
    {
        RiskCheck.PriceAge or RiskCheck.EntryInterval => " s",
        RiskCheck.Positions or RiskCheck.DailyEntries or RiskCheck.OrderRate => "",
        _ => " KRW",
    };

    private string Show(Int128 value) => Unit switch
    {
        " s" => ((long)value / 1000m).ToString("0.###", CultureInfo.InvariantCulture),
        " KRW" => Fixed.Format(value),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };
}
