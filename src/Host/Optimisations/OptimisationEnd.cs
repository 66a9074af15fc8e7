namespace CoinPilot.App.Optimisations;

/// <summary>How an optimisation ended.</summary>
/// <param name="Refused">Combinations that a strategy refused.</param>
/// <param name="LastRefusal">Why the last of them was refused.</param>
/// <param name="Repeated">The best trial as a plain backtest; null where no trial keeps the constraints.</param>
internal sealed record OptimisationEnd(string Finished, int Refused, string? LastRefusal, RepeatedBest? Repeated);

/// <summary>The best trial, run again as a plain backtest that a user could have typed.</summary>
/// <param name="RunId">By which <c>coinpilot backtest show</c> knows it.</param>
/// <param name="ResultHash">Empty where it failed.</param>
/// <param name="Arguments">Of <c>coinpilot backtest</c>.</param>
/// <param name="Yaml">The strategies with the best parameters, for the configuration file.</param>
internal sealed record RepeatedBest(int Trial, string RunId, string ResultHash, bool IsSame, IReadOnlyList<string> Arguments, string Yaml);
