using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>
/// Runs actors once more on what a <see cref="LiveEngine"/> wrote to its <see cref="IInputLog"/>: on the caller's thread, each worker's
/// inputs in their recorded order and at their recorded times. The same actors, spawned in the same order, do the same again. Nothing that comes
/// from outside but the recording reaches them.
/// </summary>
public sealed class ReplayEngine : InProcessEngine
{
    private readonly IEnumerator<RecordedFrame> _frames;
    private readonly ReplayLane[] _lanes;
    private readonly Dictionary<string, ReplayLane> _laneOf = new(StringComparer.Ordinal);
    private long _micros;

    /// <param name="workers">How many the recorded engine had.</param>
    /// <param name="frames">Its log; read as far as needed.</param>
    /// <param name="journal">What it journaled.</param>
    /// <param name="options">As the recorded engine was given.</param>
    public ReplayEngine(int workers, IEnumerable<RecordedFrame> frames, IRecordedJournal journal, EngineOptions options)
        : base(journal, options, LiveEngine.DefaultMailboxCapacity)
    {
        Workers = workers;
        Recorded = journal;
        Asker = new Nobody("ask");
        _frames = frames.GetEnumerator();
        _lanes = [.. Enumerable.Range(0, workers).Select(i => new ReplayLane(i, this))];
    }

    /// <summary>The time of the newest input so far.</summary>
    public override Timestamp Now => new(_micros);

    /// <summary>Inputs taken so far.</summary>
    public long Inputs { get; private set; }

    /// <summary>Where and how the actors did not do what they did then; null while they do.</summary>
    public string? Problem { get; private set; }

    /// <summary>True when the recorded engine ended in order and its recording was reached to that end.</summary>
    public bool HasEnded => _lanes.All(lane => lane.HasEnded);

    internal int Workers { get; }

    internal IRecordedJournal Recorded { get; }

    /// <summary>Whoever asked from outside: replies to it go nowhere.</summary>
    internal ActorRef Asker { get; }

    /// <summary>Takes in the whole recording, or up to where the actors do otherwise; see <see cref="Problem"/>. Throws what reading the frames throws.</summary>
    public void Run()
    {
        while (Problem is null && Pull())
        {
            foreach (ReplayLane lane in _lanes)
                Drain(lane);
        }
        foreach (ReplayLane lane in _lanes)
            lane.RunOut();
    }

    public override ValueTask DisposeAsync()
    {
        Close();
        _frames.Dispose();
        return ValueTask.CompletedTask;
    }

    internal override Lane LaneOf(string partition)
    {
        if (!_laneOf.TryGetValue(partition, out ReplayLane? lane))
            _laneOf.Add(partition, lane = _lanes[_laneOf.Count % _lanes.Length]);
        return lane;
    }

    internal override string NewId(Lane lane) => ((ReplayLane)lane).NextId();

    /// <summary>Reads one more frame; false at the end.</summary>
    internal bool Pull()
    {
        if (!_frames.MoveNext())
            return false;
        RecordedFrame frame = _frames.Current;
        if (frame.Worker < 0 || frame.Worker >= _lanes.Length)
            throw new InvalidDataException($"{frame.Place}: there is no worker {frame.Worker}");
        _lanes[frame.Worker].Add(frame);
        return true;
    }

    /// <summary>Lets a worker that another one waits for go on; false when it cannot.</summary>
    internal bool Advance(int worker)
    {
        while (!_lanes[worker].Advance())
        {
            if (!Pull())
                return false;
        }
        return true;
    }

    internal ActorRef FindPort(string path) => Find(path) as PortRef ?? throw new ReplayDivergedException($"the port {path} was there, and is not now");

    internal void CountInput(long micros)
    {
        Inputs++;
        _micros = Math.Max(_micros, micros);
    }

    internal void Diverge(string problem) => Problem ??= problem;

    private protected override IDisposable RunAfter(TimeSpan delay, Action action) =>
        throw new NotSupportedException("nobody outside a recording is answered");

    private void Drain(ReplayLane lane)
    {
        try
        {
            while (Problem is null && lane.HasEntry)
                lane.Step();
        }
        catch (ReplayDivergedException e)
        {
            Diverge($"{e.Message} (worker {lane.Number} at {lane.Now}, {lane.Place})");
        }
        catch (Exception e) when (e is FormatException or OverflowException or Wire.UnknownManifestException)
        {
            throw new InvalidDataException($"{lane.Place}: {e.Message}", e);
        }
    }

    private sealed class Nobody(string path) : InProcessRef(path)
    {
        public override void Accept(object message, ActorRef sender, Lane? from)
        {
            // It had its answer then.
        }
    }
}
