using System.Data.Common;
using CoinPilot.Actors.Contract;
using CoinPilot.App.Views;
using CoinPilot.Positions;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Journals;

/// <summary>Follows a journal that another process writes: counts its events, orders and fills, verifying the chains. Its text may be asked for by any thread.</summary>
internal sealed class JournalFollower(IJournalReader reader)
{
    private readonly OrderLog _orders = new();
    private long _events;
    private volatile JournalEvent? _last;

    /// <summary>Reads what is new. A database that is away is asked again the next time; false then.</summary>
    public bool TryCatchUp()
    {
        try
        {
            foreach (JournalEvent recorded in reader.ReadNew())
            {
                _events++;
                _last = recorded;
                if (recorded.Event is IPositionEvent change)
                    _orders.Take(change);
            }
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    public override string ToString()
    {
        (long orders, long fills, long rejected) = _orders.Counts;
        string last = _last is { } e ? $"{e.EntityId} #{e.Sequence} of {e.RecordedTime}" : "none yet";
        return $"following: {Interlocked.Read(ref _events)} events, orders {orders} fills {fills} rejected {rejected}, last {last}";
    }
}
