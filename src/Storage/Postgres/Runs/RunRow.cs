using System.Text;
using System.Text.Json;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Projections;
using CoinPilot.Values;
using Npgsql;
using NpgsqlTypes;

namespace CoinPilot.Storage.Postgres.Runs;

/// <summary>Commands that write the rows of runs.</summary>
internal static class RunRow
{
    /// <summary>An event in its envelope; one that is there stays.</summary>
    public static NpgsqlBatchCommand Event(string runId, JournalEvent recorded, IEventCodec codec) => Row.Command(
        "INSERT INTO coinpilot.run_events (run_id, sequence, at, manifest, hash, message) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        Guid.Parse(runId), recorded.Sequence, Row.Time(recorded.EventTime), recorded.Manifest, recorded.Hash.ToArray(), EnvelopeOf(recorded, codec));

    /// <summary>How the run stands.</summary>
    public static NpgsqlBatchCommand State(RunRecord run)
    {
        NpgsqlBatchCommand command = Row.Command(
            """
            INSERT INTO coinpilot.runs (run_id, state, requested_at, started_at, ended_at, engine, data_hash, result_hash, reason, rerun_of, command, strategies, symbols, figures)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (run_id) DO UPDATE SET state = $2, started_at = $4, ended_at = $5, result_hash = $8, reason = $9, figures = $14
            """,
            Guid.Parse(run.RunId), run.State.ToString().ToUpperInvariant(), Row.Time(run.Request.At), TimeOrNull(run.StartedAt), TimeOrNull(run.EndedAt),
            run.Request.EngineVersion, run.Request.DataHash, run.ResultHash, run.Reason, run.Request.RerunOf, string.Join(' ', run.Request.Parameters.Arguments),
            run.Request.Parameters.Strategies.Select(s => s.Name).ToArray(), run.Request.Parameters.Inputs.Select(i => i.Symbol.Code).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = FiguresOf(run), NpgsqlDbType = NpgsqlDbType.Jsonb });
        return command;
    }

    private static string FiguresOf(RunRecord run) =>
        JsonSerializer.Serialize(run.Figures.ToDictionary(f => f.Name, f => double.IsFinite(f.Value) ? f.Value : (double?)null, StringComparer.Ordinal));

    private static object TimeOrNull(Timestamp time) => time.IsSet ? Row.Time(time) : DBNull.Value;

    // A value has one encoding, so this is what stands in the run's journal, whose hash goes with it.
    private static byte[] EnvelopeOf(JournalEvent recorded, IEventCodec codec)
    {
        FrameBuffer payload = new(), envelope = new();
        (string manifest, int version) = codec.Encode(recorded.Event, payload);
        Envelope.Write(
            envelope, Encoding.UTF8.GetBytes(recorded.EntityId), recorded.Sequence, recorded.EventTime, recorded.RecordedTime, manifest, version,
            Hash256.Read(recorded.PreviousHash.Span), payload.From(0));
        byte[] message = envelope.From(0).ToArray();
        return Hash256.Of(message) == Hash256.Read(recorded.Hash.Span)
            ? message
            : throw new InvalidOperationException($"{recorded.EntityId} #{recorded.Sequence} was written by another version of its schema");
    }
}
