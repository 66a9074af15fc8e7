using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// Shows that the holder of a folder's lease still runs: a number that rises in a file, from a thread of its own. Also looks whether the
/// lease is still ours.
/// </summary>
internal sealed class LeasePulse : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly FileLease _lease;
    private readonly Action<Exception> _lost;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public LeasePulse(string folder, FileLease lease, TimeSpan interval, Action<Exception> lost)
    {
        _handle = File.OpenHandle(PathIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _lease = lease;
        _lost = lost;
        _thread = new Thread(() => Run(interval)) { IsBackground = true, Name = "lease" };
        _thread.Start();
    }

    /// <summary>What the file says now; only whether it changes matters.</summary>
    public static string Read(string folder)
    {
        try
        {
            return Convert.ToHexString(SegmentBytes.ReadAll(PathIn(folder)));
        }
        catch (IOException)
        {
            return "";
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _handle.Dispose();
        _stop.Dispose();
    }

    private static string PathIn(string folder) => Path.Combine(folder, "lease.pulse");

    private void Run(TimeSpan interval)
    {
        long beat = 0;
        try
        {
            do
            {
                _lease.Demand();
                string text = string.Create(CultureInfo.InvariantCulture, $"{_lease.Token:D19} {++beat:D19}\n");
                RandomAccess.Write(_handle, Encoding.ASCII.GetBytes(text), 0);
            }
            while (!_stop.Wait(interval));
        }
        catch (Exception lost)
        {
            _lost(lost);
        }
    }
}
