using System.CommandLine;
using CoinPilot.App.Cli;

RootCommand root = new("CoinPilot: an actor-model trading system for Upbit's KRW markets")
{
    RunCommand.Create(),
    ExchangeCommand.Create(),
    BacktestCommand.Create(),
    OptimizeCommand.Create(),
    WalkForwardCommand.Create(),
    MonteCarloCommand.Create(),
    ParityCommand.Create(),
    OrdersCommand.Create(),
    PositionsCommand.Create(),
    StrategiesCommand.Create(),
    AuditCommand.Create(),
    JournalCommand.Create(),
    HaltCommand.CreateHalt(),
    HaltCommand.CreateResume(),
    FlattenCommand.Create(),
    RiskCommand.Create(),
    ConfigCommand.Create(),
    QuarantineCommand.Create(),
    ClusterCommand.Create(),
    CandlesCommand.Create(),
    RecordCommand.Create(),
    ReplayCommand.Create(),
    AnalyzeCommand.Create(),
};
return await CommandLine.InvokeAsync(root, args);
