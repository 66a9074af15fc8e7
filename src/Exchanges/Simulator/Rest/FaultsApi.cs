namespace CoinPilot.Exchanges.Simulator;

/// <summary>Sets, lists and takes away fault switches; no real venue has this.</summary>
internal sealed class FaultsApi(TradingFloor floor)
{
    /// <summary>Takes one switch, or a scenario; times count from now.</summary>
    public RestAnswer Set(RestRequest request)
    {
        if (request.Body is not { } body)
            return RestErrors.NoJsonBody;
        var reader = new FaultReader(floor.Now);
        try
        {
            if (body.ValueKind == System.Text.Json.JsonValueKind.Object && body.TryGetProperty("faults", out _))
                floor.SetScenario(reader.ReadScenario(body.GetRawText()));
            else
                floor.Faults.Add(reader.Read(body, "fault"));
        }
        catch (FormatException e)
        {
            return RestErrors.Exchange(400, "invalid_fault", e.Message);
        }
        return List(request);
    }

    public RestAnswer List(RestRequest request) => RestAnswer.Json(floor.Faults.Write);

    /// <summary>All of them, or the one named by <c>id</c>.</summary>
    public RestAnswer Remove(RestRequest request)
    {
        int? id = null;
        if (request.Get("id") is { } text)
            id = int.TryParse(text, out int number) ? number : -1;
        return floor.Faults.Remove(id) ? List(request) : RestErrors.Exchange(404, "fault_not_found", $"no fault {request.Get("id")}");
    }
}
