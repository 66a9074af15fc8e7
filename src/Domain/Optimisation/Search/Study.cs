using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// A search under way: hands out trials and takes their scores back, in whatever order they finish. Trial n is proposed from the results of the trials up
/// to n - <see cref="Lag"/> and no others, however many have finished by then; so the same seed and the same scores give the same trials with any
/// number of workers up to that many. One thread at a time.
/// </summary>
public sealed class Study
{
    /// <summary>The trials that may run at once where a search learns from their results.</summary>
    public const int Lag = 16;

    // With so many refusals in a row the space is taken for one that has nothing more to offer.
    private const int MostRefusalsInARow = 100_000;

    private readonly ParameterSpace _space;
    private readonly ISearch _search;
    private readonly int _most;
    private readonly List<Trial> _trials = [];
    private readonly HashSet<ValueList<int>> _proposed = [];
    private readonly List<Trial> _known = [];
    private int _finishedInARow;
    private int _finished;
    private bool _isExhausted;

    /// <summary>At most <paramref name="most"/> trials.</summary>
    public Study(ParameterSpace space, ISearch search, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        (_space, _search, _most) = (space, search, most);
    }

    /// <summary>All that were handed out, by their numbers.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Combinations that a strategy refused; they are no trials.</summary>
    public int Refused { get; private set; }

    /// <summary>Why the last refused combination was refused; null where none was.</summary>
    public string? LastRefusal { get; private set; }

    public int Finished => _finished;

    /// <summary>True where no trial will be handed out any more and all have finished.</summary>
    public bool IsDone => IsEnded && _finished == _trials.Count;

    /// <summary>The best that keeps all constraints, the earlier of equals; null where there is none.</summary>
    public Trial? Best { get; private set; }

    private bool IsEnded => _isExhausted || _trials.Count >= _most;

    /// <summary>The next trial to run; null where results must come first and where there is none any more.</summary>
    public Trial? TryNext()
    {
        if (IsEnded || (_search.LearnsFromResults && _finishedInARow <= _trials.Count - Lag))
            return null;
        if (_search.LearnsFromResults)
            Learn();
        if (Propose() is not { } combination)
        {
            _isExhausted = true;
            return null;
        }
        Trial trial = new(_trials.Count, combination);
        _trials.Add(trial);
        return trial;
    }

    /// <summary>Takes a trial's score, once. Throws <see cref="InvalidOperationException"/> for one that is not running.</summary>
    public void Finish(int number, Score score)
    {
        if (number < 0 || number >= _trials.Count || _trials[number].Score is not null)
            throw new InvalidOperationException($"trial {number} is not running");
        Trial trial = _trials[number] = _trials[number] with { Score = score };
        _finished++;
        while (_finishedInARow < _trials.Count && _trials[_finishedInARow].Score is not null)
            _finishedInARow++;
        if (score.IsAdmissible && (Best?.Score is not { } best || IsBetter(trial, Best.Number, best)))
            Best = trial;
    }

    /// <summary>Those that have finished, the best first, the earlier of equals first.</summary>
    public IReadOnlyList<Trial> Ranking() => [.. _trials.Where(t => t.Score is not null).OrderBy(t => t.Score!.Value).ThenBy(t => t.Number)];

    private static bool IsBetter(Trial trial, int bestNumber, Score best) =>
        trial.Score!.Value.CompareTo(best) is var order && (order < 0 || (order == 0 && trial.Number < bestNumber));

    private ValueList<int>? Propose()
    {
        for (int i = 0; i < MostRefusalsInARow; i++)
        {
            SearchHistory history = new(_proposed, [.. _known.Select(t => (t.Combination, t.Score!.Value))]);
            if (_search.Propose(history) is not { } combination)
                return null;
            if (!_proposed.Add(combination))
                throw new InvalidOperationException("a combination was proposed twice");
            if (_space.RefusalOf(combination) is not { } refusal)
                return combination;
            Refused++;
            LastRefusal = refusal;
        }
        return null;
    }

    // Keeps what the next proposal may see in order of merit.
    private void Learn()
    {
        int seen = Math.Max(0, _trials.Count - Lag + 1);
        for (int number = _known.Count; number < seen; number++)
        {
            Trial trial = _trials[number];
            int at = _known.BinarySearch(trial, ByMerit.Instance);
            _known.Insert(~at, trial);
        }
    }

    private sealed class ByMerit : IComparer<Trial>
    {
        public static readonly ByMerit Instance = new();

        public int Compare(Trial? a, Trial? b)
        {
            int order = a!.Score!.Value.CompareTo(b!.Score!.Value);
            return order != 0 ? order : a.Number.CompareTo(b.Number);
        }
    }
}
