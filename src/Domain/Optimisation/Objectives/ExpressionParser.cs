using System.Globalization;
using Node = System.Func<System.Func<string, double>, double>;

namespace CoinPilot.Optimisation;

/// <summary>Reads formulas by recursive descent: a sum of products of signed values. Positions in errors count from 1.</summary>
internal sealed class ExpressionParser(string text, IReadOnlyList<string> metrics)
{
    private const int Deepest = 100;

    private int _at;
    private int _depth;

    public Expression Sum()
    {
        int from = SkipSpace();
        Node node = SumNode();
        return new Expression(text[from.._at].Trim(), node);
    }

    /// <summary>Takes one of these signs; throws where none of them comes.</summary>
    public string OneOf(params ReadOnlySpan<string> signs)
    {
        foreach (string sign in signs)
        {
            if (Take(sign))
                return sign;
        }
        throw Wrong($"one of {string.Join(" ", signs)} is expected");
    }

    public void End()
    {
        if (SkipSpace() < text.Length)
            throw Wrong($"'{text[_at]}' is not expected");
    }

    private Node SumNode()
    {
        Node left = ProductNode();
        while (true)
        {
            Node before = left;
            if (Take("+"))
            {
                Node right = ProductNode();
                left = m => before(m) + right(m);
            }
            else if (Take("-"))
            {
                Node right = ProductNode();
                left = m => before(m) - right(m);
            }
            else
            {
                return left;
            }
        }
    }

    private Node ProductNode()
    {
        Node left = SignedNode();
        while (true)
        {
            Node before = left;
            if (Take("*"))
            {
                Node right = SignedNode();
                left = m => before(m) * right(m);
            }
            else if (Take("/"))
            {
                Node right = SignedNode();
                left = m => before(m) / right(m);
            }
            else
            {
                return left;
            }
        }
    }

    private Node SignedNode()
    {
        if (++_depth > Deepest)
            throw Wrong($"more than {Deepest} levels");
        Node node;
        if (Take("-"))
        {
            Node value = SignedNode();
            node = m => -value(m);
        }
        else
        {
            node = ValueNode();
        }
        _depth--;
        return node;
    }

    private Node ValueNode()
    {
        if (Take("("))
        {
            Node inner = SumNode();
            Expect(")");
            return inner;
        }
        int from = _at;
        if (from < text.Length && (char.IsAsciiDigit(text[from]) || text[from] == '.'))
            return NumberNode(from);
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        string name = text[from.._at];
        if (name.Length == 0)
            throw Wrong(from < text.Length ? $"'{text[from]}' is not expected" : "a number, a metric or '(' is expected");
        return Take("(") ? CallNode(name, from) : MetricNode(name, from);
    }

    private Node NumberNode(int from)
    {
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or 'e' or 'E' || (text[_at] is '-' or '+' && text[_at - 1] is 'e' or 'E')))
            _at++;
        return double.TryParse(text.AsSpan(from, _at - from), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
            ? _ => number
            : throw Wrong($"'{text[from.._at]}' is no number", from);
    }

    private Node MetricNode(string name, int from) => metrics.Contains(name)
        ? m => m(name)
        : throw Wrong($"there is no metric '{name}'; there are: {string.Join(", ", metrics)}", from);

    private Node CallNode(string name, int from)
    {
        List<Node> arguments = [SumNode()];
        while (Take(","))
            arguments.Add(SumNode());
        Expect(")");
        return name switch
        {
            "min" => m => arguments.Select(a => a(m)).Aggregate(Math.Min),
            "max" => m => arguments.Select(a => a(m)).Aggregate(Math.Max),
            "abs" when arguments.Count == 1 => m => Math.Abs(arguments[0](m)),
            "abs" => throw Wrong($"abs takes one value, here are {arguments.Count}", from),
            _ => throw Wrong($"there is no function '{name}'; there are: min, max, abs", from),
        };
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
            throw Wrong(_at < text.Length ? $"'{sign}' is expected, not '{text[_at]}'" : $"'{sign}' is expected");
    }

    private bool Take(string sign)
    {
        if (!text.AsSpan(SkipSpace()).StartsWith(sign, StringComparison.Ordinal))
            return false;
        _at += sign.Length;
        SkipSpace();
        return true;
    }

    private int SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        return _at;
    }

    private OptimisationException Wrong(string what, int? at = null) => new($"'{text}', position {(at ?? _at) + 1}: {what}");
}
