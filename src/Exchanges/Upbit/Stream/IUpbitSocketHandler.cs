namespace CoinPilot.Exchanges.Upbit;

/// <summary>Receives what happens on an <see cref="UpbitSocket"/>, one call at a time.</summary>
internal interface IUpbitSocketHandler
{
    void OnConnecting();

    /// <summary>Open, and the subscription sent. The venue does not acknowledge it.</summary>
    void OnOpen();

    /// <summary>True when the frame shows that the subscription works; the next reconnect then starts without a long wait.</summary>
    bool OnFrame(ReadOnlySpan<byte> frame);

    /// <summary>Never opened, or no more. Returns when nothing of the old connection is running.</summary>
    Task OnClosedAsync(string reason);
}
