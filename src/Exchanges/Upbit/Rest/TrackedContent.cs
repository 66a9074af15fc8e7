using System.Net;
using System.Net.Http.Headers;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>A JSON body that knows whether a byte of it may have left: if none has, the venue cannot have acted on the call.</summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly byte[] _json;

    public TrackedContent(byte[] json)
    {
        _json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool MayHaveLeft { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        MayHaveLeft = true;
        return stream.WriteAsync(_json, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
