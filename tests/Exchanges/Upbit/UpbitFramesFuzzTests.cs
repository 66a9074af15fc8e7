using System.Text;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitFramesFuzzTests
{
    private const int Frames = 200_000;

    [Fact]
    public void MutatedFrames_NeverThrow_AndBothReadersAgree()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[][] samples = [.. Samples.All.Select(Encoding.UTF8.GetBytes)];
        var codes = new UpbitCodes([Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH")]);
        UpbitCounters quickCounters = new(), thoroughCounters = new();
        UpbitFrames quickReader = new(codes, quickCounters), thoroughReader = new(codes, thoroughCounters);
        for (int i = 0; i < Frames; i++)
        {
            byte[] frame = Mutate(random, samples[random.Next(samples.Length)]);
            CollectingSink quick = new(), thorough = new();
            try
            {
                quickReader.Read(frame, quick);
                thoroughReader.ReadThoroughly(frame, thorough);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, frame {i}: {e.Message}: {Encoding.UTF8.GetString(frame)}");
            }
            if (!quick.Trades.SequenceEqual(thorough.Trades) || !quick.Candles.SequenceEqual(thorough.Candles) || !quick.Orders.SequenceEqual(thorough.Orders)
                || quickCounters[UpbitCount.MalformedFrames] != thoroughCounters[UpbitCount.MalformedFrames])
                Assert.Fail($"seed {seed}, frame {i}: the quick and the thorough reader differ: {Encoding.UTF8.GetString(frame)}");
        }
        Assert.InRange(quickCounters[UpbitCount.MalformedFrames], Frames / 20, Frames);
        Assert.InRange(quickCounters[UpbitCount.Trades], Frames / 50, Frames);
    }

    private static byte[] Mutate(Random random, byte[] sample)
    {
        List<byte> frame = [.. sample];
        for (int n = random.Next(4); n > 0 && frame.Count > 0; n--)
        {
            int at = random.Next(frame.Count);
            switch (random.Next(6))
            {
                case 0:
                    frame[at] = (byte)random.Next(256);
                    break;
                case 1:
                    frame.RemoveAt(at);
                    break;
                case 2:
                    frame.Insert(at, "\"\\{}[],:0123456789.eE-+ntf \n"u8[random.Next(28)]);
                    break;
                case 3:
                    frame.RemoveRange(at, frame.Count - at);
                    break;
                case 4:
                    frame.RemoveRange(at, Math.Min(random.Next(40), frame.Count - at));
                    break;
                default:
                    frame.InsertRange(at, frame.GetRange(at, Math.Min(random.Next(40), frame.Count - at)));
                    break;
            }
        }
        return [.. frame];
    }
}
