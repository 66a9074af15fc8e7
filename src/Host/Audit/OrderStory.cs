namespace CoinPilot.App.Audit;

/// <summary>What became of one order, from the signal that wanted it to its end. Times are the journal's.</summary>
/// <param name="Reason">The strategy's, with the figures that held.</param>
internal sealed record OrderStory(
    string Id, string Symbol, string Strategy, string Side, string Type, string Asked, string Reason, IReadOnlyList<StoryStep> Steps);

/// <param name="Sequence">The number of the symbol's event that says so.</param>
internal sealed record StoryStep(long Sequence, string TimeUtc, string TimeKst, string Text);
