using CoinPilot.App.Cli;
using CoinPilot.App.Clusters;
using CoinPilot.App.Config;
using YamlDotNet.RepresentationModel;

namespace CoinPilot.Tests.Config;

/// <summary>What k8s/ says is parsed and held against the program; no cluster of Kubernetes is here to try it on.</summary>
public sealed class KubernetesFilesTests
{
    private static readonly string Folder = Path.Combine(Root(), "k8s");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_Always_IsOneDocumentOfYaml(string file)
    {
        YamlMappingNode document = Read(file);
        if (Path.GetFileName(file) != "coinpilot.yaml")
            Assert.Subset(document.Children.Keys.Select(k => ((YamlScalarNode)k).Value).ToHashSet(), new HashSet<string?>(["apiVersion", "kind"]));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("live")]
    public void Kustomization_OfEach_NamesWhatIsThere(string folder)
    {
        foreach (string resource in Texts(Read($"{folder}/kustomization.yaml"), "resources"))
        {
            string path = Path.Combine(Folder, folder, resource);
            Assert.True(File.Exists(path) || File.Exists(Path.Combine(path, "kustomization.yaml")), $"{folder}/kustomization.yaml names {resource}");
        }
    }

    [Fact]
    public void Configuration_OfTheBase_IsValidAndNamesThePodsThatThereAreByTheirPorts()
    {
        NodeSettings cluster = Configured();
        YamlMappingNode set = Read("base/statefulset.yaml");
        Assert.True(cluster.IsNode);
        Assert.Equal(("0.0.0.0", "0.0.0.0"), (cluster.Bind, cluster.ManagementBind));
        string name = Text(set, "metadata", "name"), service = Text(set, "spec", "serviceName");
        Assert.Equal(Enumerable.Range(0, int.Parse(Text(set, "spec", "replicas"))).Select(i => $"{name}-{i}.{service}:{cluster.ManagementPort}"), cluster.ContactPoints);
        Assert.Equal(service, Text(Read("base/service.yaml"), "metadata", "name"));
        Assert.Equal("None", Text(Read("base/service.yaml"), "spec", "clusterIP"));
        Assert.Equal($"$(POD_NAME).{service}:{cluster.NodePort}", Texts(Container(set), "args")[^1]);
    }

    [Fact]
    public void Container_Always_IsProbedWhereTheProgramAnswersAndMayDoNothingElse()
    {
        YamlMappingNode set = Read("base/statefulset.yaml"), container = Container(set);
        YamlMappingNode[] ports = [.. ((YamlSequenceNode)container["ports"]).Cast<YamlMappingNode>()];
        Assert.Equal(Configured().ManagementPort.ToString(), Text(ports.Single(p => Text(p, "name") == "management"), "containerPort"));
        Assert.Equal(Configured().NodePort.ToString(), Text(ports.Single(p => Text(p, "name") == "remoting"), "containerPort"));
        foreach ((string probe, string path) in new[] { ("startupProbe", "/alive"), ("livenessProbe", "/alive"), ("readinessProbe", "/ready") })
        {
            Assert.Equal((path, "management"), (Text(container, probe, "httpGet", "path"), Text(container, probe, "httpGet", "port")));
            Assert.Contains($"\"{path}\"", File.ReadAllText(Path.Combine(Root(), "src", "Cluster", "Node", "HealthRoutes.cs")), StringComparison.Ordinal);
        }
        Assert.Equal("true", Text(container, "securityContext", "readOnlyRootFilesystem"));
        Assert.Equal("false", Text(container, "securityContext", "allowPrivilegeEscalation"));
        Assert.Equal("true", Text(set, "spec", "template", "spec", "securityContext", "runAsNonRoot"));
    }

    // Every option of the pods is one of the program's, and none of them says live in the base.
    [Fact]
    public void Arguments_OfThePods_AreTheProgramsAndTradeForRealOnlyWhereTheOverlaySaysSo()
    {
        List<string> args = [.. Texts(Container(Read("base/statefulset.yaml")), "args")];
        Assert.DoesNotContain("--live", args);
        Assert.Empty(RunCommand.Create().Parse([.. args.Skip(1), "--live"]).Errors);
        Assert.Contains("value: --live", File.ReadAllText(Path.Combine(Folder, "live", "kustomization.yaml")), StringComparison.Ordinal);
    }

    private static NodeSettings Configured() => NodeSettings.Of(new ConfigSource(
        Path.Combine(Folder, "base", "coinpilot.yaml"), new Dictionary<string, string>(), ConfigOptions.None).Load());

    private static YamlMappingNode Container(YamlMappingNode set) =>
        (YamlMappingNode)((YamlSequenceNode)Node(set, "spec", "template", "spec", "containers")).Single();

    private static YamlMappingNode Read(string file)
    {
        YamlStream stream = [];
        using StreamReader reader = new(Path.Combine(Folder, file));
        stream.Load(reader);
        return Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode);
    }

    private static YamlNode Node(YamlNode from, params string[] path) => path.Aggregate(from, (node, key) => node[key]);

    private static string Text(YamlNode from, params string[] path) => ((YamlScalarNode)Node(from, path)).Value!;

    private static string[] Texts(YamlNode from, string key) => [.. ((YamlSequenceNode)from[key]).Select(n => ((YamlScalarNode)n).Value!)];

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoinPilot.Akka.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
