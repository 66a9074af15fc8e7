using CoinPilot.Values;

namespace CoinPilot.Simulation.Fuzz;

/// <summary>Damages frames as lines, proxies and new versions of a venue would, and worse.</summary>
internal sealed class FrameMutator(ulong seed, IReadOnlyList<byte[]> samples)
{
    private const string Fragments = "\"\\{}[],:0123456789.eE-+ntf \n\u0000\u00ff";

    private static readonly byte[][] Numbers = [.. new[]
    {
        "0", "-0", "-1", "1e400", "1E-400", "1e64", "1E-64", "9223372036854775807", "9223372036854775808", "99999999999999999999999999999999999999",
        "0.000000001", "1.7976931348623157E308", "170141183460469231731687303715884105727", "1e", "01", "NaN", "null", "true", "\"\"", "[]", "{}",
        "253402300800000", "-62135596800000", "\"\\ud800\"", "123456789012345678901234567890.123456789012345678901234567890",
    }.Select(System.Text.Encoding.ASCII.GetBytes)];

    private readonly SeededRandom _random = new(seed);
    private readonly List<byte> _frame = [];

    /// <summary>A sample with up to four damages; one in five is left whole, so that damaged ones have company.</summary>
    public byte[] Next()
    {
        _frame.Clear();
        _frame.AddRange(samples[_random.NextInt(samples.Count)]);
        for (int n = _random.NextInt(5); n > 0 && _frame.Count > 0; n--)
            Damage(_random.NextInt(_frame.Count));
        return [.. _frame];
    }

    private void Damage(int at)
    {
        switch (_random.NextInt(9))
        {
            case 0:
                _frame[at] = (byte)_random.NextInt(256);
                break;
            case 1:
                _frame[at] ^= (byte)(1 << _random.NextInt(8));
                break;
            case 2:
                _frame.RemoveAt(at);
                break;
            case 3:
                _frame.Insert(at, (byte)Fragments[_random.NextInt(Fragments.Length)]);
                break;
            case 4:
                _frame.RemoveRange(at, _frame.Count - at);
                break;
            case 5:
                _frame.RemoveRange(at, Length(at));
                break;
            case 6:
                _frame.InsertRange(at, _frame.GetRange(at, Length(at)));
                break;
            case 7:
                ReplaceNumber(at);
                break;
            default:
                Splice(at);
                break;
        }
    }

    private int Length(int at) => Math.Min(_random.NextInt(40), _frame.Count - at);

    private void ReplaceNumber(int at)
    {
        while (at < _frame.Count && !char.IsAsciiDigit((char)_frame[at]))
            at++;
        int end = at;
        while (end < _frame.Count && (char.IsAsciiDigit((char)_frame[end]) || _frame[end] is (byte)'.' or (byte)'e' or (byte)'E' or (byte)'-'))
            end++;
        _frame.RemoveRange(at, end - at);
        _frame.InsertRange(at, Numbers[_random.NextInt(Numbers.Length)]);
    }

    private void Splice(int at)
    {
        byte[] other = samples[_random.NextInt(samples.Count)];
        int from = _random.NextInt(other.Length);
        _frame.RemoveRange(at, _frame.Count - at);
        _frame.AddRange(other[from..]);
    }
}
