namespace CoinPilot.Exchanges.Simulator;

/// <summary>One type object of a request: what, of which markets (none: all), and whether now, from now on, or both.</summary>
internal sealed record SocketTopic(StreamKind Kind, string TypeName, IReadOnlyList<string> Codes, bool WantsSnapshot, bool WantsRealtime);

/// <summary>A request frame. <paramref name="Format"/> is null when it names none; a list request asks what is subscribed and changes only the format.</summary>
internal sealed record SocketRequest(string Ticket, IReadOnlyList<SocketTopic> Topics, WireFormat? Format, bool IsListRequest);
