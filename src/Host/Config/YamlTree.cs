using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CoinPilot.App.Config;

/// <summary>A value in a YAML file and where it stands, lines and columns from 1.</summary>
internal abstract record YamlItem(long Line, long Column);

internal sealed record YamlScalar(string Text, long Line, long Column) : YamlItem(Line, Column);

internal sealed record YamlSequence(IReadOnlyList<YamlItem> Items, long Line, long Column) : YamlItem(Line, Column);

/// <summary>Keys in the order of the file, doubles included: what they mean is not for the parser to say.</summary>
internal sealed record YamlMapping(IReadOnlyList<(YamlScalar Key, YamlItem Value)> Entries, long Line, long Column) : YamlItem(Line, Column);

/// <summary>Reads one YAML document into a tree that knows its places. Anchors, aliases and tags are refused: what stands there is what is meant.</summary>
internal static class YamlTree
{
    private const int Deepest = 16;

    /// <summary>Null for an empty document. Throws <see cref="YamlException"/> with the place of what cannot be read.</summary>
    public static YamlItem? Read(TextReader text)
    {
        Parser parser = new(text);
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        YamlItem root = ReadItem(parser, 0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            throw new YamlException(parser.Current!.Start, parser.Current.End, "a second document: one file is one configuration");
        return root;
    }

    private static YamlItem ReadItem(Parser parser, int depth)
    {
        if (parser.Current is null)
            parser.MoveNext();
        ParsingEvent at = parser.Current!;
        if (depth > Deepest)
            throw new YamlException(at.Start, at.End, "nested too deep");
        if (at is AnchorAlias || (at is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)))
            throw new YamlException(at.Start, at.End, "anchors, aliases and tags are not read");
        return at switch
        {
            Scalar => ReadScalar(parser),
            SequenceStart => ReadSequence(parser, depth),
            MappingStart => ReadMapping(parser, depth),
            _ => throw new YamlException(at.Start, at.End, "a value was expected"),
        };
    }

    private static YamlScalar ReadScalar(Parser parser)
    {
        Scalar scalar = parser.Consume<Scalar>();
        return new YamlScalar(scalar.Value, scalar.Start.Line, scalar.Start.Column);
    }

    private static YamlSequence ReadSequence(Parser parser, int depth)
    {
        Mark start = parser.Consume<SequenceStart>().Start;
        List<YamlItem> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadItem(parser, depth + 1));
        return new YamlSequence(items, start.Line, start.Column);
    }

    private static YamlMapping ReadMapping(Parser parser, int depth)
    {
        Mark start = parser.Consume<MappingStart>().Start;
        List<(YamlScalar, YamlItem)> entries = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadItem(parser, depth + 1) is not YamlScalar key)
                throw new YamlException(start, start, "a key is a word");
            entries.Add((key, ReadItem(parser, depth + 1)));
        }
        return new YamlMapping(entries, start.Line, start.Column);
    }
}
