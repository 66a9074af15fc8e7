namespace CoinPilot.App.Run;

/// <summary>The way to a venue, open as long as it is traded on.</summary>
internal interface IVenueConnection : IDisposable
{
    Venue Venue { get; }

    /// <summary>The settings with what this venue has of its own: least order, fee.</summary>
    RunSettings Adapt(RunSettings settings) => settings;
}
