using System.Diagnostics;
using System.Reflection;
using CoinPilot.Simulation.Bugs;
using CoinPilot.Simulation.Fuzz;
using CoinPilot.Simulation.Runs;
using CoinPilot.Simulation.World;

return Start(args);

static int Start(string[] arguments)
{
    Options options;
    FuzzCommand fuzz;
    try
    {
        fuzz = FuzzCommand.Take(ref arguments);
        if (fuzz.IsAlone)
            return fuzz.Run();
        options = Options.Parse(arguments);
    }
    catch (FormatException error)
    {
        Console.Error.WriteLine($"{error.Message}\n{Options.Usage}");
        return 2;
    }
    DeliberateBug? bug = options.Bug is null or "none" ? DeliberateBug.None : AllBugs.Find(options.Bug);
    if (options.Bug == "list")
        return ListBugs();
    if (bug is null)
    {
        Console.Error.WriteLine($"no bug is called '{options.Bug}'; './build.sh sim --bug list' lists them");
        return 2;
    }
    if (options.Faults is not null || options.Trace)
        return RunOne(options, bug);
    if (bug != DeliberateBug.None)
        return FindBug(bug) ? 0 : 1;
    bool sound = RunSeeds(options);
    bool shown = options.Bug == "none" || options.Seeds < 100 || FindAllBugs();
    return sound && shown ? fuzz.Run() : 1;
}

static int ListBugs()
{
    foreach (DeliberateBug bug in AllBugs.List)
        Console.WriteLine($"{bug.Name,-28} within {bug.Seeds,4} seeds  {bug.Summary}");
    return 0;
}

static int RunOne(Options options, DeliberateBug bug)
{
    Scenario scenario = Scenario.Of(options.Seed, bug.Favours) with { Noise = options.Noise };
    Outcome outcome = SimulationRun.Run(options.Faults is null ? scenario : scenario.With(options.Faults), bug, options.Trace ? Console.Out : null);
    Print(outcome);
    return outcome.Breach is null ? 0 : 1;
}

static void Print(Outcome o)
{
    Console.WriteLine($"seed {o.Scenario.Seed}: trace {o.TraceHash:x16}, {o.Steps} steps, {o.Orders} orders, {o.Fills} fills, {o.Processes} processes, {o.Scenario.Faults.Count} faults");
    Console.WriteLine(o.Breach is null ? "no invariant broken" : $"BROKEN: {o.Breach}");
}

static bool RunSeeds(Options options)
{
    Stopwatch watch = Stopwatch.StartNew();
    IReadOnlyList<Outcome> outcomes = Campaign.Run(options.Seed, options.Seeds, DeliberateBug.None);
    double minutes = watch.Elapsed.TotalMinutes;
    if (outcomes.Count == 1)
        Print(outcomes[0]);
    List<Outcome> failed = [.. outcomes.Where(o => o.Breach is not null)];
    Console.WriteLine(
        $"{outcomes.Count} seeds from {options.Seed}, {failed.Count} failed; {outcomes.Count / minutes:F0} seeds/min on {Environment.ProcessorCount} cores; " +
        $"{outcomes.Sum(o => o.Steps)} steps, {outcomes.Sum(o => (long)o.Orders)} orders, {outcomes.Sum(o => o.Scenario.Faults.Count)} faults; commit {Commit()}");
    foreach (IGrouping<string, Outcome> rule in failed.GroupBy(o => o.Rule))
        Explain(rule.First(), rule.Count(), DeliberateBug.None);
    return failed.Count == 0;
}

static bool FindAllBugs()
{
    bool all = true;
    foreach (DeliberateBug bug in AllBugs.List)
        all &= FindBug(bug, brief: true);
    return all;
}

static bool FindBug(DeliberateBug bug, bool brief = false)
{
    Outcome? found = Campaign.Find(bug);
    Console.WriteLine(found is null
        ? $"{bug.Name,-28} NOT FOUND within {bug.Seeds} seeds"
        : $"{bug.Name,-28} found at seed {found.Scenario.Seed} (within {bug.Seeds}): {found.Rule}");
    if (found is not null && !brief)
        Explain(found, 1, bug);
    return found is not null;
}

static void Explain(Outcome failed, int count, DeliberateBug bug)
{
    Outcome small = Shrinker.Shrink(failed, bug);
    string name = bug == DeliberateBug.None ? "" : $" --bug {bug.Name}";
    string noise = small.Scenario.Noise == 0 ? "" : $" --noise {small.Scenario.Noise}";
    Console.WriteLine($"\n{count} x '{failed.Rule}'; seed {failed.Scenario.Seed}, commit {Commit()}, {failed.Scenario.Faults.Count} faults shrunk to {small.Scenario.Faults.Count}:");
    foreach (Fault fault in small.Scenario.Faults)
        Console.WriteLine($"  {fault}");
    Console.WriteLine($"  {small.Breach}");
    Console.WriteLine($"  replay: ./build.sh sim --seed {failed.Scenario.Seed} --faults '{string.Join(',', small.Scenario.Faults.Select(f => f.Number))}'{noise}{name} --trace");
}

static string Commit()
{
    string version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
    int plus = version.IndexOf('+', StringComparison.Ordinal);
    return plus < 0 ? "unknown" : version[(plus + 1)..][..Math.Min(12, version.Length - plus - 1)];
}
