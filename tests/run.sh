#!/usr/bin/env bash
# Restores, builds, and runs all tests except the nightly ones. Installs what the tests need if it is missing.
# Ends with a line "N passed, N failed, N skipped" counted from the test results; exits with 1 unless every project ran and nothing failed.
# --nightly includes the nightly tests (see tests/nightly.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

filter=(--filter "When!=nightly"); [ "${1:-}" != --nightly ] || filter=()

# Most browser tests use Chromium's headless shell, which is faster; without it they use Chromium.
if { ! command -v chromium || ! command -v chromium-headless-shell; } > /dev/null && command -v apt-get > /dev/null; then
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -q || true
  $sudo apt-get install -y -q --no-install-recommends chromium chromium-headless-shell fonts-liberation ||
    $sudo apt-get install -y -q --no-install-recommends chromium fonts-liberation || true
fi
if ! command -v chromium > /dev/null; then
  echo "The browser tests need Chromium: install it so that 'chromium' is on the PATH, then run this again." >&2
  exit 1
fi

dotnet build SinoRussia.sln --configuration Release

results=artifacts/test
rm -rf "$results"; mkdir -p "$results"
assemblies=()
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  assemblies+=("$(dirname "$project")/bin/Release/net10.0/$name.dll")
done

status=0
# The projects run side by side. A test that hangs fails after ten minutes and is named.
dotnet test "${assemblies[@]}" ${filter[@]+"${filter[@]}"} --blame-hang-timeout 10m --blame-hang-dump-type none --logger "trx;LogFileName=all.trx" --results-directory "$results" -- RunConfiguration.MaxCpuCount=0 || status=$?

count() { { grep -oE "<UnitTestResult [^>]*outcome=\"$1\"" "$results/all.trx" 2>/dev/null || true; } | wc -l; }
all=$(count '[A-Za-z]+'); passed=$(count Passed); skipped=$(count NotExecuted); failed=$((all - passed - skipped))
for assembly in "${assemblies[@]}"; do
  # A project without results failed: its test host crashed.
  grep -qiF "storage=\"$PWD/$assembly\"" "$results/all.trx" 2>/dev/null || { echo "No results from $assembly"; failed=$((failed + 1)); }
done
if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ]; }; then failed=1; fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
