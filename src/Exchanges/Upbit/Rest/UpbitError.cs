namespace CoinPilot.Exchanges.Upbit;

/// <summary>The venue's errors by what they mean; several names may share one. A name of no entry is <see cref="Unknown"/>.</summary>
public enum UpbitError : byte
{
    /// <summary>The answer names no error.</summary>
    None,
    /// <summary>A name that is not known here: what it means for an order is in doubt.</summary>
    Unknown,
    InsufficientFunds,
    UnderMinTotal,
    OverMaxTotal,
    /// <summary>Not on the market's price step.</summary>
    InvalidPrice,
    InvalidVolume,
    InvalidFunds,
    InvalidTimeInForce,
    InvalidPostOnly,
    /// <summary>The venue has seen this identifier before, whatever became of the order.</summary>
    DuplicatedIdentifier,
    InvalidParameter,
    MarketNotFound,
    MarketOffline,
    OrderRefused,
    OrderNotFound,
    PocketNotFound,
    CurrencyNotFound,
    /// <summary>The token's hash is not that of the call's parameters.</summary>
    InvalidQueryPayload,
    InvalidToken,
    ExpiredKey,
    InvalidKey,
    NonceUsed,
    /// <summary>The key is not for this address.</summary>
    AddressNotAllowed,
    /// <summary>The key lacks the permission.</summary>
    OutOfScope,
    WithdrawLocked,
    TooManyRequests,
    Internal,
}
