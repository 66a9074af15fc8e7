# The project's tasks: run | test | bench | sim | kills | pack | publish. Everything after the name is passed on.
param(
    [Parameter(Position = 0)] [string] $Target = '',
    [Parameter(ValueFromRemainingArguments = $true)] [string[]] $Rest = @()
)
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$solution = 'CoinPilot.Akka.sln'

# The cluster needs packages of Akka, which not every registry has. Asked once, unless the environment says it: MSBuild reads the variable
# as the property that -p:Akka=true sets.
if ($Target -in 'run', 'test', 'bench', 'publish' -and -not $env:Akka) {
    dotnet restore tests/Cluster -p:Akka=true -v quiet *> $null
    $env:Akka = if ($LASTEXITCODE -eq 0) { 'true' } else { 'false' }
}

switch ($Target) {
    'run' { dotnet run --project src/Host -c Release -v quiet -- run @Rest }
    'test' {
        $log = dotnet test $solution -c Release --logger 'console;verbosity=normal' @Rest 2>&1 | Tee-Object -Variable shown | Out-String -Stream
        $status = $LASTEXITCODE
        $shown | Where-Object { $_ -notmatch '^\s*Passed ' }
        $sum = @{ Passed = 0; Failed = 0; Skipped = 0 }
        foreach ($line in $log) {
            if ($line -match '^\s*(Passed|Failed|Skipped): (\d+)') { $sum[$Matches[1]] += [int]$Matches[2] }
        }
        "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
        if ($env:Akka -ne 'true') { 'the cluster was not built and its tests did not run: no packages of Akka 1.5.30 here' }
        if ($status -ne 0 -or $sum.Failed -gt 0 -or $sum.Passed -eq 0) { exit 1 }
    }
    'bench' { dotnet run --project benchmarks -c Release -v quiet -- @Rest }
    'sim' { dotnet run --project tests/Simulation -c Release -v quiet -- @Rest }
    'kills' {
        for ($i = 0; $i + 1 -lt $Rest.Count; $i += 2) {
            switch ($Rest[$i]) {
                '--points' { $env:COINPILOT_KILL_POINTS = $Rest[$i + 1] }
                '--seed' { $env:COINPILOT_KILL_SEED = $Rest[$i + 1] }
                default { 'usage: ./build.ps1 kills [--points N] [--seed S]'; exit 2 }
            }
        }
        dotnet run --project tests/Host -c Release -v quiet -- -class '*.KillTests' -showLiveOutput
    }
    'pack' { dotnet pack src/Domain -c Release -v quiet -o artifacts/packages @Rest }
    'publish' {
        dotnet publish src/Host -c Release -o artifacts/publish @Rest
        if ($LASTEXITCODE -eq 0) { dotnet pack src/Domain -c Release -v quiet -o artifacts/packages }
    }
    default {
        'usage: ./build.ps1 run|test|bench|sim|kills|pack|publish [arguments]'
        exit 2
    }
}
exit $LASTEXITCODE
