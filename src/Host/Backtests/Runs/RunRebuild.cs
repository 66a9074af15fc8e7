using CoinPilot.Actors.Backtest;
using CoinPilot.App.Cli;
using CoinPilot.App.OwnStrategies;
using CoinPilot.Matching;
using CoinPilot.Risk;
using CoinPilot.Runs;
using CoinPilot.Strategies;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>
/// Makes what a run ran on again, from its record alone. <see cref="Changes"/> tells, in words, what is not as it was; <see cref="Setup"/> is null where
/// that keeps it from being the same run.
/// </summary>
internal sealed class RunRebuild
{
    private readonly List<string> _changes = [];
    private readonly RunRecord _run;
    private bool _isSame = true;

    private RunRebuild(RunRecord run) => _run = run;

    public IReadOnlyList<string> Changes => _changes;

    public RunSetup? Setup { get; private set; }

    public static RunRebuild Of(RunRecord run)
    {
        RunRebuild rebuild = new(run);
        rebuild.Build();
        return rebuild;
    }

    private void Build()
    {
        if (_run.Request.EngineVersion != ProductInfo.Version)
            _changes.Add($"engine version: it was {_run.Request.EngineVersion}, this is {ProductInfo.Version}");
        RunParameters parameters = _run.Request.Parameters;
        StrategyChoice[] strategies = [.. ReadStrategies(parameters)];
        RiskLimits limits = ReadLimits(parameters);
        ExecutionModels models = ExecutionModels.Of(family => ReadModel(family, parameters));
        CandleSeries[] series = [.. parameters.Inputs.Select(input => ReadCandles(input, parameters)).OfType<CandleSeries>()];
        if (!_isSame)
            return;
        BacktestOptions options = new(CommandLine.Cash(RunSetup.CashKey, parameters.Find(RunSetup.CashKey)!), strategies, limits)
        {
            Models = models,
            TradeFrom = parameters.Find(RunSetup.TradeFromKey) is { } from ? InstantText.Read(RunSetup.TradeFromKey, from) : null,
        };
        foreach (RunSetting added in RunSetup.SettingsOf(options).Where(s => parameters.Find(s.Key) is null))
            _changes.Add($"configuration: {added.Key} is new to this engine, now {added.Value}");
        Setup = new RunSetup(options, series, _run.Request.DataHash, parameters, _run.RunId);
    }

    private void Refuse(string change)
    {
        _isSame = false;
        _changes.Add(change);
    }

    private IEnumerable<StrategyChoice> ReadStrategies(RunParameters parameters)
    {
        IReadOnlyList<StrategyDescriptor> kinds = FindKinds(parameters);
        foreach (RunStrategy strategy in parameters.Strategies)
        {
            if (kinds.FirstOrDefault(k => k.Name == strategy.Kind) is not { } kind)
                Refuse($"configuration: there is no strategy '{strategy.Kind}' any more");
            else if (Choose(kind, strategy) is { } choice)
                yield return choice with
                {
                    Label = strategy.Name == strategy.Kind ? null : strategy.Name,
                    Symbols = strategy.Symbols.Count == 0 ? null : strategy.Symbols,
                };
        }
    }

    private StrategyChoice? Choose(StrategyDescriptor kind, RunStrategy strategy)
    {
        Dictionary<string, string> given = strategy.Settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        foreach (StrategyParameter added in kind.Parameters.Where(p => !given.ContainsKey(p.Key)))
            _changes.Add($"configuration: parameter {added.Key} of '{kind.Name}' is new, now {added.Default}");
        try
        {
            return kind.Choose(given);
        }
        catch (StrategyConfigurationException wrong)
        {
            Refuse($"configuration: {wrong.Message}");
            return null;
        }
    }

    private IReadOnlyList<StrategyDescriptor> FindKinds(RunParameters parameters)
    {
        if (parameters.Find(RunSetup.OwnStrategiesKey) is not { } folder)
            return StrategyCatalog.All;
        try
        {
            IReadOnlyList<StrategyDescriptor> kinds = StrategyFolder.KindsWith(folder);
            string then = parameters.Find(RunSetup.OwnStrategiesHashKey) ?? "", now = StrategyFolder.HashOf(folder);
            if (then != now)
                _changes.Add($"configuration: the strategies in {folder} are others: they were {then}, are {now}");
            return kinds;
        }
        catch (StrategyFolderException wrong)
        {
            Refuse($"configuration: {wrong.Message}");
            return StrategyCatalog.All;
        }
    }

    private RiskLimits ReadLimits(RunParameters parameters)
    {
        try
        {
            return LimitSetting.LimitsOf(parameters.Settings.Where(s => s.Key.StartsWith(RunSetup.LimitPrefix, StringComparison.Ordinal))
                .Select(s => new LimitSetting(s.Key[RunSetup.LimitPrefix.Length..], s.Value)));
        }
        catch (FormatException wrong)
        {
            Refuse($"configuration: {wrong.Message}");
            return RiskLimits.Default;
        }
    }

    private ModelChoice ReadModel(ModelFamily family, RunParameters parameters)
    {
        try
        {
            return parameters.Find(RunSetup.ModelPrefix + family.Name) is { } text ? family.Read(text) : family.Usual;
        }
        catch (ModelException wrong)
        {
            Refuse($"configuration: {wrong.Message}");
            return family.Usual;
        }
    }

    private CandleSeries? ReadCandles(RunInput input, RunParameters parameters)
    {
        string name = input.IsFile ? input.Place : $"{input.Venue} {input.Symbol} in {input.Place}";
        try
        {
            CandleSeries series = CandleFiles.ReadAgain(input, parameters.Find(RunSetup.DetailPrefix + input.Symbol.Code) is { } detail ? CandleSource.OfText(detail) : null);
            if (series.Source!.Hash == input.Hash)
                return series;
            Refuse($"data: {name} has changed: it was {input.Hash} ({input.Candles} candles), is {series.Source.Hash} ({series.Candles.Count})");
        }
        catch (Exception missing) when (missing is UsageException or IOException)
        {
            Refuse($"data: {name} cannot be read: {missing.Message}");
        }
        return null;
    }
}
