using CoinPilot.Actors.Contract;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;

namespace CoinPilot.Tests.Clustering.Persistence;

public sealed class AkkaSqlJournalContractTests(PostgresServer server) : JournalContractTests
{
    protected override IJournal Create() => new JournalNode(server.RequireDatabase(), new NoteCodec());
}
