using System.Collections.Frozen;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>What the names of the venue's errors mean. Branched on, never the status or the text alone: both change.</summary>
internal static class UpbitErrors
{
    private static readonly FrozenDictionary<string, UpbitError> Names = new Dictionary<string, UpbitError>(StringComparer.Ordinal)
    {
        ["insufficient_funds_bid"] = UpbitError.InsufficientFunds, ["insufficient_funds_ask"] = UpbitError.InsufficientFunds,
        ["under_min_total_bid"] = UpbitError.UnderMinTotal, ["under_min_total_ask"] = UpbitError.UnderMinTotal,
        ["over_krw_funds_bid"] = UpbitError.OverMaxTotal, ["over_krw_funds_ask"] = UpbitError.OverMaxTotal,
        ["invalid_price_bid"] = UpbitError.InvalidPrice, ["invalid_price_ask"] = UpbitError.InvalidPrice,
        ["invalid_volume_bid"] = UpbitError.InvalidVolume, ["invalid_volume_ask"] = UpbitError.InvalidVolume,
        ["invalid_funds_bid"] = UpbitError.InvalidFunds, ["invalid_funds_ask"] = UpbitError.InvalidFunds,
        ["invalid_time_in_force"] = UpbitError.InvalidTimeInForce, ["invalid_post_only"] = UpbitError.InvalidPostOnly,
        ["duplicated_identifier"] = UpbitError.DuplicatedIdentifier,
        ["invalid_parameter"] = UpbitError.InvalidParameter, ["validation_error"] = UpbitError.InvalidParameter,
        ["bad_request"] = UpbitError.InvalidParameter, ["QUERY_PARAMETER_NOT_SUPPORTED"] = UpbitError.InvalidParameter,
        ["notfoundmarket"] = UpbitError.MarketNotFound, ["market_does_not_exist"] = UpbitError.MarketNotFound,
        ["market_offline"] = UpbitError.MarketOffline,
        ["create_bid_error"] = UpbitError.OrderRefused, ["create_ask_error"] = UpbitError.OrderRefused,
        ["order_not_found"] = UpbitError.OrderNotFound,
        ["pocket_not_found"] = UpbitError.PocketNotFound, ["currency_not_found"] = UpbitError.CurrencyNotFound,
        ["invalid_query_payload"] = UpbitError.InvalidQueryPayload,
        ["jwt_verification"] = UpbitError.InvalidToken, ["no_authorization_token"] = UpbitError.InvalidToken,
        ["expired_access_key"] = UpbitError.ExpiredKey, ["invalid_access_key"] = UpbitError.InvalidKey,
        ["nonce_used"] = UpbitError.NonceUsed,
        ["no_authorization_ip"] = UpbitError.AddressNotAllowed, ["no_authorization_i_p"] = UpbitError.AddressNotAllowed,
        ["out_of_scope"] = UpbitError.OutOfScope,
        ["open_api_withdraw_locked"] = UpbitError.WithdrawLocked, ["withdraw_address_not_registered"] = UpbitError.WithdrawLocked,
        ["too_many_requests"] = UpbitError.TooManyRequests,
        ["internal_server_error"] = UpbitError.Internal,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static UpbitError Of(string name) =>
        name.Length == 0 ? UpbitError.None : Names.GetValueOrDefault(name, UpbitError.Unknown);

    /// <summary>
    /// True when the venue has certainly not taken the order that it answered so. A duplicated identifier says that it took one before,
    /// and anything not known leaves the order in doubt; a look-up decides then.
    /// </summary>
    public static bool RefusesOrder(UpbitError error) => error is not (
        UpbitError.None or UpbitError.Unknown or UpbitError.DuplicatedIdentifier or UpbitError.OrderNotFound
        or UpbitError.WithdrawLocked or UpbitError.TooManyRequests or UpbitError.Internal);
}
