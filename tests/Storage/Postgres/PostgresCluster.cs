using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CoinPilot.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the test's own, in a folder and on a port of its own, with a database for each that asks. As root it runs as
/// another user, since PostgreSQL refuses to be root.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coinpilot-pg-").FullName;
    private readonly string _binaries;
    private readonly string? _user;
    private readonly string[] _settings;
    private int _databases;
    private Process? _server;

    private PostgresCluster(string binaries, string? user, string[] settings)
    {
        _binaries = binaries;
        _user = user;
        _settings = settings;
        Port = FreePort();
    }

    public int Port { get; }

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>The running server, with settings like "name=value" besides its own, or null and why there is none.</summary>
    public static PostgresCluster? TryStart(out string reason, params string[] settings)
    {
        reason = "";
        if (OperatingSystem.IsWindows() || FindBinaries() is not { } binaries)
        {
            reason = "there is no PostgreSQL on this machine (no initdb in PATH, at pg_config --bindir or under /usr/lib/postgresql)";
            return null;
        }
        string? user = Environment.UserName == "root" ? FindUser() : null;
        if (Environment.UserName == "root" && user is null)
        {
            reason = "PostgreSQL refuses to run as root, and there is no runuser or no user 'postgres' or 'nobody'";
            return null;
        }
        PostgresCluster cluster = new(binaries, user, settings);
        cluster.Initialise();
        cluster.Start();
        return cluster;
    }

    /// <summary>As <see cref="TryStart"/>, with an extension's library loaded, where the extension is installed.</summary>
    public static PostgresCluster? TryStartWith(string extension, out string reason, params string[] settings)
    {
        string folder = FindBinaries() is { } binaries && SharedFolder(binaries) is { } shared ? Path.Combine(shared, "extension") : "";
        if (File.Exists(Path.Combine(folder, $"{extension}.control")))
            return TryStart(out reason, [$"shared_preload_libraries={extension}", .. settings]);
        reason = $"the extension {extension} is not installed on this machine (no {extension}.control in pg_config --sharedir)";
        return null;
    }

    /// <summary>Makes an empty database; gives its connection string.</summary>
    public string CreateDatabase()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        using NpgsqlConnection connection = new(ConnectionString("postgres"));
        connection.Open();
        using NpgsqlCommand command = new($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    /// <summary>Starts the server; returns when it answers.</summary>
    public void Start()
    {
        string[] settings = ["listen_addresses=127.0.0.1", $"unix_socket_directories={_folder}", "log_min_messages=panic", "max_connections=60", .. _settings];
        _server = Process.Start(As(Path.Combine(_binaries, "postgres"), ["-D", DataFolder, "-p", Number(Port), .. settings.SelectMany(s => new[] { "-c", s })]))!;
        _server.OutputDataReceived += static (_, _) => { };
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        long start = Stopwatch.GetTimestamp();
        while (!Answers())
        {
            if (_server.HasExited || Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException("PostgreSQL did not start");
            Thread.Sleep(50);
        }
    }

    /// <summary>Stops the server as an operator does, without waiting for its clients.</summary>
    public void Stop() => Signal("-INT");

    /// <summary>kill -9 of all its processes.</summary>
    public void Kill() => Signal("-KILL");

    public void Dispose()
    {
        if (_server is { HasExited: false })
            Kill();
        Directory.Delete(_folder, recursive: true);
    }

    // The server may run under a shell of runuser; its own process id stands first in its pid file. Its children end with it.
    private void Signal(string signal)
    {
        string pid = File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).First();
        string[] children = signal == "-KILL" ? Run(new ProcessStartInfo("pgrep") { ArgumentList = { "-P", pid } }, mayFail: true).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        ProcessStartInfo kill = new("kill") { ArgumentList = { signal, pid } };
        foreach (string child in children)
            kill.ArgumentList.Add(child);
        Run(kill, mayFail: true);
        _server!.WaitForExit();
        while (children.Any(child => Directory.Exists($"/proc/{child}")))
            Thread.Sleep(5);
        _server.Dispose();
        _server = null;
        if (signal == "-KILL")
            File.Delete(Path.Combine(DataFolder, "postmaster.pid"));
        NpgsqlConnection.ClearAllPools();
    }

    private void Initialise()
    {
        if (_user is not null)
            Run(new ProcessStartInfo("chown") { ArgumentList = { _user, _folder } });
        Run(As(Path.Combine(_binaries, "initdb"), "-D", DataFolder, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"));
    }

    private bool Answers()
    {
        try
        {
            using NpgsqlConnection connection = new(ConnectionString("postgres"));
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Number(Port)};Database={database};Username=postgres;Timeout=5";

    private ProcessStartInfo As(string program, params string[] arguments)
    {
        ProcessStartInfo start = _user is null ? new ProcessStartInfo(program) : new ProcessStartInfo("runuser") { ArgumentList = { "-u", _user, "--", program } };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = _folder;
        return start;
    }

    private static string Run(ProcessStartInfo start, bool mayFail = false)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || mayFail
            ? output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {errors.Result}");
    }

    private static string? FindBinaries()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (folders.Any(f => File.Exists(Path.Combine(f, "pg_config"))))
            folders = folders.Append(Run(new ProcessStartInfo("pg_config") { ArgumentList = { "--bindir" } }, mayFail: true).Trim());
        if (Directory.Exists("/usr/lib/postgresql"))
            folders = folders.Concat(Directory.GetDirectories("/usr/lib/postgresql").Select(f => Path.Combine(f, "bin")));
        return folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")));
    }

    // The server's own pg_config, which may not be the one in PATH; it comes with a package of its own.
    private static string? SharedFolder(string binaries)
    {
        string own = Path.Combine(binaries, "pg_config");
        IEnumerable<string> programs = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(f => Path.Combine(f, "pg_config"));
        return programs.Prepend(own).FirstOrDefault(File.Exists) is { } program
            ? Run(new ProcessStartInfo(program) { ArgumentList = { "--sharedir" } }, mayFail: true).Trim()
            : null;
    }

    private static string? FindUser() => File.Exists("/etc/passwd") && (File.Exists("/usr/sbin/runuser") || File.Exists("/sbin/runuser"))
        ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).Where(name => name is "postgres" or "nobody").Order().LastOrDefault()
        : null;

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
