using CoinPilot.Runs;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of <see cref="IRunEvent"/>s. Fields are written in the order of the record; lists are preceded by their count.</summary>
internal static class RunSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<RunRequested>("run-requested", Write, ReadRequest),
        new EventSchema<RunStarted>("run-started",
            static (RunStarted e, ref WireWriter w) => w.WriteTimestamp(e.At),
            static (ref WireReader r) => new RunStarted(r.ReadTimestamp())),
        new EventSchema<RunSucceeded>("run-succeeded", Write, ReadSuccess),
        new EventSchema<RunFailed>("run-failed",
            static (RunFailed e, ref WireWriter w) =>
            {
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new RunFailed(r.ReadString(), r.ReadTimestamp())),
    ];

    private static void Write(RunRequested e, ref WireWriter w)
    {
        w.WriteString(e.RunId);
        w.WriteLong(e.Parameters.Arguments.Count);
        foreach (string argument in e.Parameters.Arguments)
            w.WriteString(argument);
        w.WriteLong(e.Parameters.Strategies.Count);
        foreach (RunStrategy strategy in e.Parameters.Strategies)
            Write(strategy, ref w);
        Write(e.Parameters.Settings, ref w);
        w.WriteLong(e.Parameters.Inputs.Count);
        foreach (RunInput input in e.Parameters.Inputs)
            Write(input, ref w);
        w.WriteString(e.DataHash);
        w.WriteString(e.EngineVersion);
        w.WriteString(e.RerunOf);
        w.WriteTimestamp(e.At);
    }

    private static RunRequested ReadRequest(ref WireReader r)
    {
        string runId = r.ReadString();
        List<string> arguments = [];
        for (long i = r.ReadCount(); i > 0; i--)
            arguments.Add(r.ReadString());
        List<RunStrategy> strategies = [];
        for (long i = r.ReadCount(); i > 0; i--)
            strategies.Add(ReadStrategy(ref r));
        ValueList<RunSetting> settings = ReadSettings(ref r);
        List<RunInput> inputs = [];
        for (long i = r.ReadCount(); i > 0; i--)
            inputs.Add(new RunInput(r.ReadSymbol(), r.ReadString(), r.ReadString(), r.ReadTimestamp(), r.ReadTimestamp(), r.ReadString(), r.ReadLong()));
        RunParameters parameters = new(
            ValueList<string>.Of(arguments), ValueList<RunStrategy>.Of(strategies), settings, ValueList<RunInput>.Of(inputs));
        return new RunRequested(runId, parameters, r.ReadString(), r.ReadString(), r.ReadString(), r.ReadTimestamp());
    }

    private static void Write(RunStrategy strategy, ref WireWriter w)
    {
        w.WriteString(strategy.Name);
        w.WriteString(strategy.Kind);
        w.WriteLong(strategy.Symbols.Count);
        foreach (Symbol symbol in strategy.Symbols)
            w.WriteSymbol(symbol);
        Write(strategy.Settings, ref w);
    }

    private static RunStrategy ReadStrategy(ref WireReader r)
    {
        string name = r.ReadString();
        string kind = r.ReadString();
        List<Symbol> symbols = [];
        for (long i = r.ReadCount(); i > 0; i--)
            symbols.Add(r.ReadSymbol());
        return new RunStrategy(name, kind, ValueList<Symbol>.Of(symbols), ReadSettings(ref r));
    }

    private static void Write(RunInput input, ref WireWriter w)
    {
        w.WriteSymbol(input.Symbol);
        w.WriteString(input.Place);
        w.WriteString(input.Venue);
        w.WriteTimestamp(input.From);
        w.WriteTimestamp(input.To);
        w.WriteString(input.Hash);
        w.WriteLong(input.Candles);
    }

    private static void Write(ValueList<RunSetting> settings, ref WireWriter w)
    {
        w.WriteLong(settings.Count);
        foreach (RunSetting setting in settings)
        {
            w.WriteString(setting.Key);
            w.WriteString(setting.Value);
        }
    }

    private static ValueList<RunSetting> ReadSettings(ref WireReader r)
    {
        List<RunSetting> settings = [];
        for (long i = r.ReadCount(); i > 0; i--)
            settings.Add(new RunSetting(r.ReadString(), r.ReadString()));
        return ValueList<RunSetting>.Of(settings);
    }

    private static void Write(RunSucceeded e, ref WireWriter w)
    {
        w.WriteString(e.ResultHash);
        w.WriteLong(e.Figures.Count);
        foreach (RunFigure figure in e.Figures)
        {
            w.WriteString(figure.Name);
            w.WriteDouble(figure.Value);
        }
        w.WriteTimestamp(e.At);
    }

    private static RunSucceeded ReadSuccess(ref WireReader r)
    {
        string hash = r.ReadString();
        List<RunFigure> figures = [];
        for (long i = r.ReadCount(); i > 0; i--)
            figures.Add(new RunFigure(r.ReadString(), r.ReadDouble()));
        return new RunSucceeded(hash, ValueList<RunFigure>.Of(figures), r.ReadTimestamp());
    }
}
