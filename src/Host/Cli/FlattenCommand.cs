using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot flatten</c>: throws the kill switch and sells everything. It goes on across restarts until <c>resume</c>.</summary>
internal static class FlattenCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        Argument<string> reason = new("reason") { Description = "why; kept in the journal" };
        Option<int> wait = new("--wait") { Description = "seconds to wait until all is sold; exit 1 where it is not by then", DefaultValueFactory = _ => 60 };
        Option<string> api = ApiClient.Option();
        Command command = new("flatten", "kill switch on, every order cancelled, every position sold") { reason, wait, api };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(api), parsed.GetRequiredValue(reason), parsed.GetValue(wait), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string api, string reason, int seconds, CancellationToken cancellation)
    {
        JsonElement risk = await ApiClient.SendAsync(HttpMethod.Post, api, $"/api/flatten?reason={Uri.EscapeDataString(reason)}");
        Console.WriteLine($"the kill switch is on, everything is being sold: {risk.GetProperty("flatten").GetString()}");
        for (int waited = 0; ; waited++)
        {
            risk = await ApiClient.SendAsync(HttpMethod.Get, api, "/api/risk");
            int left = risk.GetProperty("positions").GetInt32();
            if (left == 0)
            {
                Console.WriteLine("flat; coinpilot resume \"reason\" allows entries again");
                return ExitCode.Done;
            }
            if (waited >= seconds)
            {
                await Console.Error.WriteLineAsync($"coinpilot: {left} positions or open buys are left; selling goes on");
                return ExitCode.Failed;
            }
            await Task.Delay(Look, cancellation);
        }
    }
}
