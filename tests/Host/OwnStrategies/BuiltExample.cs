using System.Diagnostics;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.OwnStrategies;

/// <summary>
/// The example project, copied out of the repository and compiled as a user would: against the packed Domain alone, without any network. With it a strategy
/// that fails after some minutes. Once for all tests that need it.
/// </summary>
public sealed class BuiltExample : IAsyncLifetime
{
    private const string Brittle = """
        using CoinPilot.MarketData;
        using CoinPilot.Strategies;

        namespace MyStrategy;

        public sealed class Brittle(int minutes) : Strategy, IStrategyKind
        {
            private int _seen;

            public static StrategyDescriptor Descriptor { get; } = new(
                "brittle", "fails", [new StrategyParameter("minutes", 3, 1, 1000, IsWhole: true, "after how many")], s => new Brittle(s.Whole("minutes")));

            public override int WarmUpMinutes => 0;

            public override Intent? OnCandle(in Candle candle, in StrategyView view) =>
                ++_seen > minutes ? throw new InvalidOperationException($"candle {_seen} was one too many") : null;
        }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    /// <summary>What was built: the folder to load.</summary>
    public string Folder => _folder.In("strategies");

    public string Assembly => Path.Combine(Folder, "MyStrategy.dll");

    public async ValueTask InitializeAsync()
    {
        string root = Root(), project = Directory.CreateDirectory(_folder.In("examples/MyStrategy")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(root, "examples", "MyStrategy")))
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(project, "Brittle.cs"), Brittle);
        await DotnetAsync(root, "pack", Path.Combine("src", "Domain"), "--no-build", "-c", Configuration, "-o", _folder.In("artifacts/packages"));
        await DotnetAsync(project, "build", "-c", "Release", "-o", Folder);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // This build's own folder: bin/Release/net10.0.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoinPilot.Akka.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("no CoinPilot.Akka.sln above the tests");
    }

    // A package folder of its own: the machine's may have the version of an earlier build.
    private async Task DotnetAsync(string workingFolder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [.. arguments, "--disable-build-servers"])
        {
            WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["NUGET_PACKAGES"] = _folder.In("nuget");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}:\n{await output}\n{await errors}");
    }
}

/// <summary>Tests that use the built example.</summary>
[CollectionDefinition(Name)]
public sealed class BuiltExampleCollection : ICollectionFixture<BuiltExample>
{
    public const string Name = "built example";
}
