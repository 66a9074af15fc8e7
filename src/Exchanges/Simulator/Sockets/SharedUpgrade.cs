using Microsoft.AspNetCore.Http.Features;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Puts a <see cref="SharedStream"/> between the connection and the WebSocket made on it.</summary>
internal sealed class SharedUpgrade(IHttpUpgradeFeature inner, TimeProvider time) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Set by <see cref="UpgradeAsync"/>.</summary>
    public SharedStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync() => Stream = new SharedStream(await inner.UpgradeAsync(), time);
}
