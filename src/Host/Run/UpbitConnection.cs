using CoinPilot.App.Cli;
using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.App.Run;

/// <summary>The way to an exchange that speaks Upbit's protocol.</summary>
internal sealed class UpbitConnection : IVenueConnection
{
    private readonly UpbitRest _rest;

    private UpbitConnection(UpbitRest rest) => _rest = rest;

    public Venue Venue => new(
        new UpbitMarketData(_rest), new UpbitExecution(_rest),
        () => _rest.Counters.All.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal));

    /// <summary>What the client saw and did.</summary>
    public UpbitCounters Counters => _rest.Counters;

    /// <summary>Throws <see cref="UsageException"/> when there are no keys, or the exchange finds them unfit.</summary>
    /// <param name="time">The client's clock; null for the system's.</param>
    /// <param name="share">Of the venue's quotas, where several processes trade with these keys; null for this one alone.</param>
    public static async Task<UpbitConnection> OpenAsync(
        Uri exchange, UpbitCredentials keys, Action<string> say, CancellationToken cancellation, TimeProvider? time = null, Func<QuotaShare>? share = null)
    {
        UpbitOptions options = UpbitOptions.For(exchange, keys) with { Log = say, Time = time ?? TimeProvider.System };
        UpbitRest rest = new(share is null ? options : options with { Share = share }, new UpbitCounters());
        UpbitKeyVerdict verdict = await UpbitKeyCheck.RunAsync(rest, cancellation);
        if (verdict.IsUsable)
            return new UpbitConnection(rest);
        rest.Dispose();
        throw new UsageException($"{exchange}: {verdict.Reason}");
    }

    /// <summary>
    /// Keys from the file, else from the environment, else, for an exchange on this machine, those of the local exchange, which guard nothing.
    /// </summary>
    public static UpbitCredentials FindKeys(Uri exchange, string? file)
    {
        try
        {
            UpbitCredentials? keys = file is null ? UpbitCredentials.FromEnvironment() : UpbitCredentials.FromFile(file);
            if (keys is not null)
                return keys;
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        return exchange.IsLoopback
            ? new UpbitCredentials(PaperKeys.Access, PaperKeys.Secret)
            : throw new UsageException(
                $"no keys for {exchange}: set {UpbitCredentials.AccessKeyVariable} and {UpbitCredentials.SecretKeyVariable}, or name a file with --keys");
    }

    public void Dispose() => _rest.Dispose();
}

/// <summary>The key pair of the local exchange: known to all, since nothing but play money lies behind it.</summary>
internal static class PaperKeys
{
    public const string Access = "paper";
    public const string Secret = "paper";
}
