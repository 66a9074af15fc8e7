using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Orders;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Errors as the venue words them: quotation calls name them by number, private calls by text.</summary>
internal static class RestErrors
{
    public static RestAnswer CodeNotFound { get; } = Quotation(404, "Code not found");

    public static RestAnswer MissingParameter { get; } = Quotation(400, "Missing request parameter error. Check the required parameters!");

    public static RestAnswer TypeMismatch { get; } = Quotation(400, "Type mismatch error. Check the parameters type!");

    public static RestAnswer InvalidParameter { get; } = Quotation(400, "Invalid parameter. Check the given value!");

    public static RestAnswer NoRoute { get; } = Exchange(404, "not_found", "no Route matched with those values");

    /// <summary>Text or JSON: a client must not take every body for JSON.</summary>
    public static RestAnswer TooManyRequests(RefusalBody body) => body == RefusalBody.Text
        ? RestAnswer.Text(429, "Too many API requests.")
        : Exchange(429, "too_many_requests", "요청이 너무 많습니다.");

    /// <summary>The venue names how long; its wording is not known.</summary>
    public static RestAnswer Blocked(TimeSpan left) =>
        RestAnswer.Text(418, $"Too many API requests: blocked for {Math.Ceiling(left.TotalSeconds)} seconds.");

    public static RestAnswer OrderNotFound { get; } = Exchange(404, "order_not_found", "주문을 찾지 못했습니다.");

    public static RestAnswer NoJsonBody { get; } = Exchange(400, "bad_request", "JSON 본문이 필요합니다.");

    public static RestAnswer BodyNotSupported { get; } = Exchange(400, "QUERY_PARAMETER_NOT_SUPPORTED", "DELETE 요청에는 본문을 사용할 수 없습니다.");

    /// <summary>A private call's parameter that is missing or makes no sense.</summary>
    public static RestAnswer Invalid(string field) => Exchange(400, "validation_error", $"잘못된 요청입니다: {field}");

    /// <summary>A status alone, worded as far as anything is known of its wording.</summary>
    public static RestAnswer OfStatus(int status) => status switch
    {
        429 => TooManyRequests(RefusalBody.Text),
        418 => Blocked(TimeSpan.FromMinutes(1)),
        500 => Exchange(500, "internal_server_error", "서버 오류가 발생했습니다."),
        >= 500 => RestAnswer.Text(status, "<html><body><h1>Server Error</h1></body></html>") with { ContentType = "text/html" },
        _ => Exchange(status, "bad_request", "요청을 처리할 수 없습니다."),
    };

    /// <summary>A new order during a surge; the venue's own name for it is not known.</summary>
    public static RestAnswer Refused(string? side) =>
        Exchange(400, side == "ask" ? "create_ask_error" : "create_bid_error", "주문 요청이 급증하여 처리할 수 없습니다. 잠시 후 다시 시도해주세요.");

    public static RestAnswer Unauthorized(string name) =>
        Exchange(name == TokenCheck.OutOfScope ? 403 : 401, name, name == TokenCheck.WrongHash ? "Failed to verify the query of Jwt." : "인증 정보가 올바르지 않습니다.");

    public static RestAnswer Exchange(int status, string name, string message) => RestAnswer.Json(json => Write(json, message, () => json.WriteString("name", name)), status);

    /// <summary>What the core's refusal is called over REST.</summary>
    public static RestAnswer Of(VenueError error, OrderSide side)
    {
        string suffix = side == OrderSide.Sell ? "ask" : "bid";
        return error switch
        {
            VenueError.MarketNotFound => Exchange(400, "notfoundmarket", "마켓을 찾지 못했습니다."),
            VenueError.InvalidPrice => Exchange(400, $"invalid_price_{suffix}", "주문가격 단위를 잘못 입력하셨습니다. 확인 후 시도해주세요."),
            VenueError.InvalidVolume => Exchange(400, $"invalid_volume_{suffix}", "주문수량을 잘못 입력하셨습니다. 확인 후 시도해주세요."),
            VenueError.UnderMinimumTotal => Exchange(400, $"under_min_total_{suffix}", "최소주문금액 이상으로 주문해주세요."),
            VenueError.OverMaximumTotal => Exchange(400, side == OrderSide.Buy ? "over_krw_funds_bid" : "invalid_funds_ask", "최대주문금액을 초과했습니다."),
            VenueError.InsufficientFunds => Exchange(400, $"insufficient_funds_{suffix}", side == OrderSide.Buy
                ? "주문 가능한 금액(KRW)이 부족합니다." : "주문 가능한 수량이 부족합니다."),
            VenueError.DuplicatedIdentifier => Exchange(400, "duplicated_identifier", "이미 사용된 identifier 입니다."),
            VenueError.NoLiquidity => Exchange(400, $"invalid_funds_{suffix}", "주문 가능한 호가 총액을 초과했습니다."),
            VenueError.MarketOffline => Exchange(403, "market_offline", "거래가 일시 중단되었습니다."),
            VenueError.OrderNotFound => OrderNotFound,
            _ => Exchange(400, "invalid_parameter", "잘못된 파라미터입니다."),
        };
    }

    private static RestAnswer Quotation(int status, string message) => RestAnswer.Json(json => Write(json, message, () => json.WriteNumber("name", status)), status);

    private static void Write(Utf8JsonWriter json, string message, Action writeName)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        writeName();
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
