using CoinPilot.Clustering.Node;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CoinPilot.App.Clusters.Running;

/// <summary>
/// What any node answers for the whole cluster: a request about symbols is put to every node, each answers for those that it runs, and the answers
/// are laid together. Commands to the account need none of this: they reach the portfolio wherever it runs.
/// </summary>
internal static class ClusterApi
{
    private static readonly TimeSpan PeerTimeout = TimeSpan.FromSeconds(5);

    private const string Status = "/api/status";

    private static readonly string[] OfTheAccount = ["denials", "positions"];

    private static readonly HashSet<string> OfAllNodes = new(StringComparer.Ordinal)
    {
        Status, "/api/orders", "/api/positions", "/api/strategies", "/api/candles", "/api/reconcile", "/api/quarantine/lift",
    };

    public static void Map(WebApplication app, ClusterSystem system)
    {
        app.Use((context, next) => GatherAsync(context, next, system));
        app.MapGet("/api/cluster", async () => Results.Json(await DescribeAsync(system)));
    }

    private static async Task GatherAsync(HttpContext context, RequestDelegate next, ClusterSystem system)
    {
        string path = context.Request.Path.Value ?? "";
        if (context.Request.Headers.ContainsKey(OwnApi.Header) || !OfAllNodes.Contains(path))
        {
            await AnswerAsync(context, next);
            return;
        }
        string target = path + context.Request.QueryString;
        Task<(int Status, string Body)> own = system.CallAsync(context.Request.Method, target);
        IReadOnlyList<(string Address, int Status, string Body)> others = await system.Node.CallOthersAsync(context.Request.Method, target, PeerTimeout);
        (int status, string body) = JsonMerge.Merge([await own, .. others.Select(o => (o.Status, o.Body))], path == Status ? OfTheAccount : []);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    }

    // A portfolio that moves, or is cut off, answers nothing for a while.
    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception silent) when (silent is TimeoutException or InvalidOperationException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(new { error = silent is TimeoutException ? "the portfolio does not answer" : silent.Message });
        }
    }

    private static async Task<ClusterModel> DescribeAsync(ClusterSystem system)
    {
        ClusterPicture picture = await system.Node.GetPictureAsync();
        return new ClusterModel(
            picture.Self, picture.Leader, [.. picture.Members.Select(m => new MemberModel(m.Address, m.Status, m.IsReachable, m.Roles, m.Symbols))],
            LeaseModel.List(system.Leases.ListAll()));
    }
}
