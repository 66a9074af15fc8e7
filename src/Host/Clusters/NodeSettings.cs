using CoinPilot.App.Config;

namespace CoinPilot.App.Clusters;

/// <summary>How a run takes part in a cluster; of no meaning to a process that runs alone.</summary>
/// <param name="IsNode">True for <c>--engine akka</c>.</param>
/// <param name="Advertise"><c>host:port</c> by which other nodes know this one; null for what it binds.</param>
/// <param name="SeedNodes">Nodes to join by, <c>host:port</c>.</param>
/// <param name="ContactPoints">Health endpoints of the first nodes, <c>host:port</c>; none where seed nodes are named.</param>
/// <param name="ManagementPort">Of the health endpoint; null for none.</param>
internal sealed record NodeSettings(
    bool IsNode, string Bind, int NodePort, string? Advertise, IReadOnlyList<string> SeedNodes, IReadOnlyList<string> ContactPoints, TimeSpan StableAfter, TimeSpan LeaseLife,
    string ManagementBind, int? ManagementPort)
{
    public const string Akka = "akka";

    public static NodeSettings Alone { get; } = new(false, "127.0.0.1", 0, null, [], [], TimeSpan.Zero, TimeSpan.Zero, "127.0.0.1", null);

    /// <summary>Throws <see cref="Cli.UsageException"/> for an address that is none.</summary>
    public static NodeSettings Of(Configuration read) => new(
        read.TextOf(Settings.Engine) == Akka, read.TextOf(Settings.NodeBind)!, (int)read.NumberOf(Settings.NodePort),
        read.TextOf(Settings.NodeAdvertise) is { } advertise ? AddressOf(Settings.NodeAdvertise, advertise) : null,
        AddressesOf(read, Settings.SeedNodes), AddressesOf(read, Settings.ContactPoints),
        TimeSpan.FromSeconds((double)read.NumberOf(Settings.StableAfter)), TimeSpan.FromSeconds((double)read.NumberOf(Settings.LeaseSeconds)),
        read.TextOf(Settings.ManagementBind)!, (int)read.NumberOf(Settings.ManagementPort) is var port and > 0 ? port : null);

    private static string[] AddressesOf(Configuration read, Setting setting) =>
        [.. (read.TextOf(setting) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => AddressOf(setting, text))];

    private static string AddressOf(Setting setting, string text)
    {
        int at = text.LastIndexOf(':');
        return at > 0 && ushort.TryParse(text.AsSpan(at + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? text
            : throw new Cli.UsageException($"{setting.Path}: '{text}' is not host:port");
    }
}
