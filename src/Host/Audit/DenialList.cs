using CoinPilot.Portfolio;
using CoinPilot.Values;

namespace CoinPilot.App.Audit;

/// <summary>A signal that came to nothing. Times are the journal's.</summary>
/// <param name="Reason">The strategy's, with the figures that held.</param>
/// <param name="Detail">The figures behind the denial, of the newest where it repeated.</param>
/// <param name="Times">How often within the hour; a kill loses the count of the hour that ran.</param>
internal sealed record DeniedSignal(
    string TimeUtc, string TimeKst, string Symbol, string Strategy, string Kind, string Reason, string Code, string Detail, int LimitsVersion, long Times);

/// <summary>Lists denied signals from their events.</summary>
internal sealed class DenialList
{
    private readonly List<DeniedSignal> _all = [];
    private readonly Dictionary<(Symbol, string, string), int> _newest = [];

    public IReadOnlyList<DeniedSignal> All => _all;

    public long Events { get; private set; }

    public void Take(IPortfolioEvent @event)
    {
        switch (@event)
        {
            case SignalDenied e:
                _newest[(e.Symbol, e.Strategy, e.Code)] = _all.Count;
                _all.Add(new DeniedSignal(
                    e.At.ToString(), e.At.ToKstString(), e.Symbol.Code, e.Strategy, e.Kind.ToString(), e.Reason, e.Code, e.Detail, e.LimitsVersion, 1));
                break;
            case DenialsRepeated e:
                if (_newest.TryGetValue((e.Symbol, e.Strategy, e.Code), out int at))
                    _all[at] = _all[at] with { Times = _all[at].Times + e.Count, Detail = e.LastDetail };
                break;
        }
    }
}
