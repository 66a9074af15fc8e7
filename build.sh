#!/usr/bin/env bash
# The project's tasks: run | test | bench | sim | kills | pack | publish. Everything after the name is passed on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

solution=CoinPilot.Akka.sln

usage() {
  cat <<'TEXT'
usage: ./build.sh TARGET [arguments]
  run      start CoinPilot; with no arguments it trades on a local exchange (arguments: coinpilot run --help)
  test     build everything and run every test
  bench    run the benchmarks (arguments: names of benchmarks, or none for all)
  sim      simulate whole systems with seeded faults (arguments: --seeds N, --seed S, --bug NAME)
  kills    kill real processes at random points and compare journal and exchange (arguments: --points N, --seed S)
  pack     put the package that strategies of your own compile against into artifacts/packages (docs/own-strategies.md)
  publish  put the executable into artifacts/publish, and the package as pack does
TEXT
}

# The dashboard's test opens the page in a real browser.
ensure_browser() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing chromium for the dashboard's test"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
      || echo "chromium could not be installed"
  fi
}

# The cluster needs packages of Akka, which not every registry has. Asked once, unless the environment says it: MSBuild reads the variable
# as the property that -p:Akka=true sets.
choose_akka() {
  if [ -z "${Akka:-}" ]; then
    if dotnet restore tests/Cluster -p:Akka=true -v quiet >/dev/null 2>&1; then Akka=true; else Akka=false; fi
  fi
  export Akka
}

run_tests() {
  ensure_browser
  local log status=0
  log=$(mktemp)
  dotnet build "$solution" -c Release -v quiet "-clp:NoSummary;ErrorsOnly"
  dotnet test "$solution" -c Release --no-build --logger "console;verbosity=normal" "$@" 2>&1 | tee "$log" | show_tests || status=$?
  sum_up "$log" || status=1
  rm -f "$log"
  [ "$Akka" = true ] || echo "the cluster was not built and its tests did not run: no packages of Akka 1.5.30 here"
  return "$status"
}

# Passed tests are only counted; everything else is shown.
show_tests() { grep -v -E '^ *Passed |^ *$|VSTest version|Starting test execution|A total of|Test Run Successful|Total tests|^ +(Passed|Skipped|Failed): |Total time|\[xUnit.net' || true; }

sum_up() {
  awk '
    /^ *Passed: /  { passed += $2 }
    /^ *Failed: /  { failed += $2 }
    /^ *Skipped: / { skipped += $2 }
    END {
      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
      exit (failed > 0 || passed == 0)
    }' "$1"
}

run_kills() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --points) export COINPILOT_KILL_POINTS=$2 ;;
      --seed) export COINPILOT_KILL_SEED=$2 ;;
      *) usage >&2; exit 2 ;;
    esac
    shift 2
  done
  exec dotnet run --project tests/Host -c Release -v quiet -- -class "*.KillTests" -showLiveOutput
}

pack() { dotnet pack src/Domain -c Release -v quiet -o artifacts/packages "$@"; }

target=${1:-}
[ $# -gt 0 ] && shift
case "$target" in run | test | bench | publish) choose_akka ;; esac
case "$target" in
  run) exec dotnet run --project src/Host -c Release -v quiet -- run "$@" ;;
  test) run_tests "$@" ;;
  bench) exec dotnet run --project benchmarks -c Release -v quiet -- "$@" ;;
  sim) exec dotnet run --project tests/Simulation -c Release -v quiet -- "$@" ;;
  kills) run_kills "$@" ;;
  pack) pack "$@" ;;
  publish)
    dotnet publish src/Host -c Release -o artifacts/publish "$@"
    pack
    ;;
  *) usage; exit 2 ;;
esac
