using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>Appends that tests can await.</summary>
internal static class JournalAppending
{
    public static readonly Timestamp Time = Timestamp.Utc(2025, 9, 1);

    public static Task<AppendResult> AppendAsync(this IJournal journal, string entityId, long expected, params object[] events)
    {
        var done = new TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.Append(entityId, expected, Time + TimeSpan.FromSeconds(expected), events, done.SetResult);
        return done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public static async Task MustAppendAsync(this IJournal journal, string entityId, long expected, params object[] events)
    {
        AppendResult result = await journal.AppendAsync(entityId, expected, events);
        Assert.Null(result.Error);
    }

    public static string[] Texts(this IEnumerable<JournalEvent> events) => [.. events.Select(e => ((Note)e.Event).Text)];
}
