using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Processes;
using YamlDotNet.RepresentationModel;

namespace CoinPilot.Tests.Runs;

/// <summary><c>k8s/backtest-job.yaml</c>: what it is, and that its command line does what it says.</summary>
public sealed class BacktestJobTests
{
    [Fact]
    public void Job_AsWritten_IsNeverStartedAgainAndHasNoRights()
    {
        YamlNode spec = Job["spec"], pod = spec["template"]["spec"], container = pod["containers"][0], rights = container["securityContext"];

        Assert.Equal(("Job", "0", "Never"), (Text(Job["kind"]), Text(spec["backoffLimit"]), Text(pod["restartPolicy"])));
        Assert.Equal(("true", "false"), (Text(pod["securityContext"]["runAsNonRoot"]), Text(pod["automountServiceAccountToken"])));
        Assert.Equal(("true", "false", "ALL"), (Text(rights["readOnlyRootFilesystem"]), Text(rights["allowPrivilegeEscalation"]), Text(rights["capabilities"]["drop"][0])));
        Assert.Equal(("512Mi", "2Gi"), (Text(container["resources"]["requests"]["memory"]), Text(container["resources"]["limits"]["memory"])));
    }

    [Fact]
    public async Task Job_CommandLine_RunsAndExitsWithTheRunsState()
    {
        using TemporaryFolder folder = new();
        string config = folder.In("coinpilot.yaml"), data = folder.In("data");
        await File.WriteAllTextAsync(config, "symbols: [KRW-BTC, KRW-ETH]\nstrategies:\n  - strategy: ma-cross\n");
        string[] arguments = [.. ((YamlSequenceNode)Job["spec"]["template"]["spec"]["containers"][0]["args"])
            .Select(a => Text(a) switch { "/etc/coinpilot/coinpilot.yaml" => config, "/data" => data, var other => other })];
        string[] files = [.. ((string[])["BTC", "ETH"]).Select(coin => MadeUpCandles.Write(folder.In($"KRW-{coin}.csv"), 200))];
        await CoinPilotProcess.RunAsync(["candles", "import", .. files, "--data", data]);

        (int succeeded, string output, string errors) = await CoinPilotProcess.RunAsync(arguments);
        (int failed, string _, string why) = await CoinPilotProcess.RunAsync([.. arguments, .. RunFixture.Tricky, "--strategy", "failing"]);

        Assert.True(succeeded == 0, errors);
        Assert.Contains("\"resultHash\"", output, StringComparison.Ordinal);
        Assert.Equal(1, failed);
        Assert.Contains(" FAILED ", why, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(data, "runs")).Length);
    }

    private static YamlNode Job { get; } = Read();

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static YamlNode Read()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CoinPilot.Akka.sln")))
            root = root.Parent;
        YamlStream stream = new();
        using StreamReader file = File.OpenText(Path.Combine(root!.FullName, "k8s", "backtest-job.yaml"));
        stream.Load(file);
        return stream.Documents[0].RootNode;
    }
}
