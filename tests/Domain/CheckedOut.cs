namespace CoinPilot.Tests;

/// <summary>Files of the checkout that the tests were built in.</summary>
internal static class CheckedOut
{
    /// <summary>The file's path; throws where no folder above the tests has it.</summary>
    public static string File(params string[] path)
    {
        string relative = Path.Combine(path);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, relative);
            if (System.IO.File.Exists(file))
                return file;
        }
        throw new FileNotFoundException($"no {relative} above the tests");
    }
}
