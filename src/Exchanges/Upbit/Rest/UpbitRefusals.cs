using System.Collections.Frozen;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Error names by which the venue says that an order was not taken. Any other 4xx leaves the order in doubt, and a look-up decides.</summary>
internal static class UpbitRefusals
{
    public const string DuplicatedIdentifier = "duplicated_identifier";
    public const string OrderNotFound = "order_not_found";

    private static readonly FrozenSet<string> Names = new[]
    {
        "create_ask_error", "create_bid_error", "insufficient_funds_ask", "insufficient_funds_bid",
        "under_min_total_ask", "under_min_total_bid", "over_krw_funds_bid", "over_krw_funds_ask",
        "invalid_price_ask", "invalid_price_bid", "invalid_volume_ask", "invalid_volume_bid", "invalid_funds_ask", "invalid_funds_bid",
        "invalid_time_in_force", "invalid_post_only", "invalid_parameter", "validation_error", "notfoundmarket", "market_does_not_exist",
        "bad_request", "market_offline", "pocket_not_found", "currency_not_found",
        "invalid_query_payload", "jwt_verification", "expired_access_key", "nonce_used", "no_authorization_ip", "no_authorization_i_p",
        "no_authorization_token", "invalid_access_key", "out_of_scope",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name);
}
