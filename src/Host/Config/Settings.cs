using CoinPilot.Matching;
using CoinPilot.Risk;
using CoinPilot.App.Run;

namespace CoinPilot.App.Config;

/// <summary>Every key of the configuration with one value, by section. Symbols and strategies are lists and stand beside them.</summary>
internal static class Settings
{
    public const string Symbols = "symbols";
    public const string Strategies = "strategies";

    public static readonly Setting Address = new("exchange", "address", SettingKind.Address, null,
        "an exchange that speaks Upbit's protocol; without it a local one with a synthetic market is started");

    public static readonly Setting Venue = new("exchange", "venue", SettingKind.Choice, "upbit", "whose protocol the exchange speaks; binance on paper alone")
    {
        Choices = ["upbit", "binance"],
    };

    public static readonly Setting Paper = new("exchange", "paper", SettingKind.Flag, "false",
        "the venue's real prices, but orders and money of our own: nothing is sent");

    public static readonly Setting RecordTo = new("exchange", "record", SettingKind.Text, null,
        "file to record the market data in, for coinpilot exchange --replay");

    public static readonly Setting KeysFile = new("exchange", "keys_file", SettingKind.Text, null,
        "file with the account's access key and secret key; without it they come from the environment");

    public static readonly Setting Speed = new("exchange", "speed", SettingKind.Number, "60", "how much faster than real the local exchange's market runs")
    {
        Minimum = 0.001m, Maximum = 100_000m,
    };

    public static readonly Setting Seed = new("exchange", "seed", SettingKind.Whole, "1", "seed of the local exchange's market")
    {
        Minimum = 0, Maximum = ulong.MaxValue,
    };

    public static readonly Setting Cash = new("exchange", "cash", SettingKind.Number, "10000000", "KRW on a new local exchange, and at the start of a backtest")
    {
        Minimum = 1m, Maximum = 1e15m,
    };

    public static readonly Setting Data = new("storage", "data", SettingKind.Text, DataFolder.Default, "folder of the journal");

    public static readonly Setting DatabaseFile = new("storage", "database_file", SettingKind.Text, null,
        "file that holds the connection string of a PostgreSQL database to keep the journal in; without it files under storage.data");

    public static readonly Setting OutageMinutes = new("storage", "outage_minutes", SettingKind.Number, "5",
        "how long exits and cancels go on while the journal's database is away")
    {
        Minimum = 0m, Maximum = 60m,
    };

    public static readonly Setting Ticks = new("storage", "ticks", SettingKind.Flag, "false",
        "keep every trade that the market data brings in the database's table ticks; needs a database");

    public static readonly Setting SessionGigabytes = new("storage", "sessions_gb", SettingKind.Number, "4",
        "what the recordings for coinpilot replay may take, in GB, the oldest going first; 0 records none")
    {
        Minimum = 0m, Maximum = 100_000m,
    };

    public static readonly Setting SessionDays = new("storage", "sessions_days", SettingKind.Number, "30", "how long they are kept, in days")
    {
        Minimum = 0.01m, Maximum = 36_500m,
    };

    public static readonly Setting Port = new("engine", "port", SettingKind.Whole, "8080", "the dashboard's port on loopback; 0 takes a free one")
    {
        Minimum = 0, Maximum = 65_535,
    };

    public static readonly Setting StrategiesFolder = new("engine", "strategies_folder", SettingKind.Text, null,
        "folder with assemblies of strategies of your own (docs/own-strategies.md)");

    public static readonly Setting Workers = new("engine", "workers", SettingKind.Whole, null, "threads that run the symbols' actors; without it one less than the machine has cores")
    {
        Minimum = 1, Maximum = 1024,
    };

    public static readonly Setting Engine = new("engine", "kind", SettingKind.Choice, "in-process",
        "in-process: this process runs every symbol; akka: it is a node of a cluster (docs/cluster.md), in a build that has it")
    {
        Choices = ["in-process", "akka"],
    };

    public static readonly Setting SeedNodes = new("cluster", "seed_nodes", SettingKind.Text, null,
        "nodes to join by, host:port, separated by commas, in the same order on every node; the first may begin a cluster. Without it this node begins one");

    public static readonly Setting ContactPoints = new("cluster", "contact_points", SettingKind.Text, null,
        "instead of seed nodes: health endpoints of the first nodes, host:port, separated by commas, the same on every node; once all of them answer, the lowest begins a cluster, and whoever comes later joins it");

    public static readonly Setting NodePort = new("cluster", "node_port", SettingKind.Whole, "4053", "port that other nodes connect to")
    {
        Minimum = 1, Maximum = 65_535,
    };

    public static readonly Setting NodeBind = new("cluster", "bind", SettingKind.Text, "127.0.0.1", "interface that other nodes connect to; 0.0.0.0 for all");

    public static readonly Setting NodeAdvertise = new("cluster", "advertise", SettingKind.Text, null,
        "host:port by which other nodes know this one; without it what it binds");

    public static readonly Setting StableAfter = new("cluster", "stable_after", SettingKind.Number, "20",
        "seconds that the picture of a cut network has to stand still before its smaller side stops")
    {
        Minimum = 1m, Maximum = 600m,
    };

    public static readonly Setting LeaseSeconds = new("cluster", "lease", SettingKind.Number, "8",
        "seconds that a symbol's lease lives without renewal; a node that cannot renew its leases for so long stops")
    {
        Minimum = 2m, Maximum = 600m,
    };

    public static readonly Setting ManagementPort = new("cluster", "management_port", SettingKind.Whole, "8558", "port of the health endpoint, /alive and /ready; 0 for none")
    {
        Minimum = 0, Maximum = 65_535,
    };

    public static readonly Setting ManagementBind = new("cluster", "management_bind", SettingKind.Text, "127.0.0.1", "interface of the health endpoint");

    /// <summary>How a backtest's venue treats orders: a model for each family of <see cref="ModelCatalog"/>, in their order.</summary>
    public static IReadOnlyList<Setting> Models { get; } = [.. ModelCatalog.All.Select(family => new Setting(
        "backtest", family.Name, SettingKind.Model, family == ModelCatalog.Fee ? null : family.All[0].Name,
        family == ModelCatalog.Fee ? $"{family.Meaning}; without it what risk.fee_percent says" : family.Meaning) { Models = family })];

    /// <summary>In the order of the sections and keys as they are shown.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. RiskParameters.All.Select(Of), Address, Venue, Paper, KeysFile, Speed, Seed, Cash, RecordTo, Data, DatabaseFile, OutageMinutes, Ticks, SessionGigabytes, SessionDays, Port, Engine, Workers, StrategiesFolder, SeedNodes, ContactPoints, NodePort, NodeBind, NodeAdvertise, StableAfter, LeaseSeconds, ManagementPort, ManagementBind, .. Models];

    public static IReadOnlyList<string> Sections { get; } = [.. All.Select(s => s.Section).Distinct()];

    public static IReadOnlyDictionary<string, string> SectionMeanings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["risk"] = "the limits that every order is held to; taken over by a reload where they do not take a restart",
        ["exchange"] = "where to trade",
        ["storage"] = "where what must outlive the process is kept",
        ["engine"] = "the process itself",
        ["backtest"] = "how the venue of a backtest treats orders (docs/backtesting.md)",
        ["cluster"] = "how the process is a node of a cluster, with engine.kind: akka",
    };

    public static IReadOnlyList<Setting> Of(string section) => [.. All.Where(s => s.Section == section)];

    public static Setting? Find(string path) => All.FirstOrDefault(s => s.Path == path);

    private static Setting Of(RiskParameter p)
    {
        bool flag = p.Names is ["false", "true"];
        SettingKind kind = flag ? SettingKind.Flag : p.Names.Count > 0 ? SettingKind.Choice : p.IsWhole ? SettingKind.Whole : SettingKind.Number;
        return new Setting("risk", p.Key, kind, p.Show(RiskLimits.Default), p.Meaning)
        {
            Minimum = p.Minimum, Maximum = p.Maximum, Choices = flag ? [] : p.Names, IsReloadable = p.IsReloadable,
        };
    }
}
