using System.Runtime.InteropServices;
using System.Text;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// Makes the names in a directory durable. A new file's bytes survive a power cut only with its name; .NET cannot flush a directory.
/// On Windows the file system keeps its names in its own log and nothing is done.
/// </summary>
internal static class DirectoryFlush
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be opened to flush it (error {Marshal.GetLastPInvokeError()})");
        int result = Fsync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
            throw new IOException($"{folder} cannot be flushed (error {error})");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
