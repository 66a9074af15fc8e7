using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using CoinPilot.App.Clusters;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Storage.Postgres.Lease;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot cluster status</c>: what any node knows of its cluster, or what the database alone tells of it.</summary>
internal static class ClusterCommand
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        Option<string> api = ApiClient.Option();
        Option<string?> database = JournalPlace.Option();
        Option<bool> leasesOnly = new("--leases") { Description = "ask the database alone, which knows who holds what and nothing of members" };
        Option<bool> json = new("--json") { Description = "print JSON" };
        Command status = new("status", "members, what each runs, and who holds which lease") { api, database, leasesOnly, json };
        status.SetAction(async (parsed, _) =>
        {
            ClusterModel cluster = parsed.GetValue(leasesOnly) || parsed.GetValue(database) is not null
                ? AskDatabase(parsed.GetValue(database))
                : await AskNodeAsync(parsed.GetRequiredValue(api));
            if (parsed.GetValue(json))
                JsonOutput.Print(cluster);
            else
                ClusterText.Write(cluster, Console.Out);
            return cluster.Leases.Any(l => !l.IsHeld) || cluster.Members.Any(m => !m.IsReachable) ? ExitCode.Failed : ExitCode.Done;
        });
        return new Command("cluster", "the nodes of a cluster (docs/cluster.md)") { status };
    }

    private static async Task<ClusterModel> AskNodeAsync(string api) =>
        (await ApiClient.SendAsync(HttpMethod.Get, api, "/api/cluster")).Deserialize<ClusterModel>(Options)
            ?? throw new UsageException($"{api} is no node of a cluster");

    private static ClusterModel AskDatabase(string? file)
    {
        string connection = JournalPlace.Choose(DataFolder.Default, file).ConnectionString
            ?? throw new UsageException($"which database? --database names a file with its connection string, else {JournalPlace.DatabaseVariable} holds it");
        try
        {
            return new ClusterModel("", "", [], LeaseModel.List(SymbolLeases.List(connection)));
        }
        catch (DbException away)
        {
            throw new UsageException($"the database does not answer: {away.Message}");
        }
    }
}
