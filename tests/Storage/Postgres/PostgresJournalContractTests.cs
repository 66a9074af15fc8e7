using CoinPilot.Actors.Contract;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;
using CoinPilot.Storage.Postgres.Journal;

namespace CoinPilot.Tests.Storage.Postgres;

public sealed class PostgresJournalContractTests(PostgresServer server) : JournalContractTests
{
    protected override IJournal Create() => PostgresJournals.Open(server.RequireDatabase());
}

/// <summary>The same with a commit for every append.</summary>
public sealed class PostgresJournalTinyGroupsContractTests(PostgresServer server) : JournalContractTests
{
    protected override IJournal Create() =>
        PostgresJournal.Open(PostgresJournals.Options(server.RequireDatabase()) with { GroupEvents = 1 }, new NoteCodec());
}
