namespace CoinPilot.Exchanges.Upbit;

/// <summary>What a key was found fit for. <paramref name="Reason"/> says in one line why it is refused.</summary>
public sealed record UpbitKeyVerdict(bool IsUsable, string Reason);

/// <summary>
/// Tries a key before trading: it must read accounts and orders, and must not withdraw.
/// The venue has no call that lists a key's permissions, so a withdrawal call that changes nothing is tried (registered addresses). Which of
/// "withdraw" and "query withdrawals" that call needs is not documented; a key that has either is refused, and neither is needed for trading.
/// Whether the key may place orders is not tried: only an order would show it.
/// </summary>
public static class UpbitKeyCheck
{
    /// <summary>An uncertain answer to any of the three calls refuses the key: trading does not begin in doubt.</summary>
    public static async Task<UpbitKeyVerdict> RunAsync(UpbitRest rest, CancellationToken cancellation)
    {
        var none = new UpbitParameters();
        UpbitAnswer accounts = await rest.GetAsync(UpbitGroup.Default, "/v1/accounts", none, signed: true, cancellation);
        if (accounts.Outcome != UpbitOutcome.Ok)
            return new UpbitKeyVerdict(false, $"the key cannot read the account: {accounts.Detail}");
        UpbitParameters one = new UpbitParameters().With("state", "wait").With("limit", "1");
        UpbitAnswer orders = await rest.GetAsync(UpbitGroup.Default, "/v1/orders/open", one, signed: true, cancellation);
        if (orders.Outcome != UpbitOutcome.Ok)
            return new UpbitKeyVerdict(false, $"the key cannot look up orders: {orders.Detail}");
        UpbitAnswer withdraw = await rest.GetAsync(UpbitGroup.Default, "/v1/withdraws/coin_addresses", none, signed: true, cancellation);
        return withdraw switch
        {
            { Outcome: UpbitOutcome.Ok } => new UpbitKeyVerdict(false, "the key can reach withdrawals; use one for asset query, order query and order only"),
            { Status: 401 or 403, Error: UpbitError.OutOfScope } => new UpbitKeyVerdict(true, "the key reads accounts and orders, and cannot withdraw"),
            // An exchange on this machine has no withdrawals at all; the venue itself, where the call is gone, may still have some.
            { Status: 404 } when rest.Options.RestBase.IsLoopback => new UpbitKeyVerdict(true, "the key reads accounts and orders; this exchange has no withdrawals"),
            _ => new UpbitKeyVerdict(false, $"whether the key can withdraw is not certain: {withdraw.Detail}"),
        };
    }
}
