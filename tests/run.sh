#!/usr/bin/env bash
# The gate. Restores, builds and runs every test but the nightly ones, and installs what they need where it is missing.
# Ends with a line "N passed, N failed, N skipped" counted from the test results; exits with 1 unless every project ran and nothing failed.
# --nightly runs the nightly ones, too; tests/nightly.sh does so.
set -euo pipefail
cd "$(dirname "$0")/.."

filter=(--filter "When!=nightly"); [ "${1:-}" != --nightly ] || filter=()

if compgen -G 'tests/SinoRussia.Browser.Tests/*.csproj' > /dev/null && ! command -v chromium > /dev/null; then
  if command -v apt-get > /dev/null; then
    sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo"
    $sudo apt-get update -q && $sudo apt-get install -y -q --no-install-recommends chromium fonts-liberation
  else
    echo "The browser tests need Chromium: install it so that 'chromium' is on the PATH, then run this again." >&2
    exit 1
  fi
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
# A test that hangs is named and fails; it does not hold up the others for ever.
dotnet test "${assemblies[@]}" ${filter[@]+"${filter[@]}"} --blame-hang-timeout 10m --blame-hang-dump-type none --logger "trx;LogFileName=all.trx" --results-directory "$results" || status=$?

count() { { grep -oE "<UnitTestResult [^>]*outcome=\"$1\"" "$results/all.trx" 2>/dev/null || true; } | wc -l; }
all=$(count '[A-Za-z]+'); passed=$(count Passed); skipped=$(count NotExecuted); failed=$((all - passed - skipped))
for assembly in "${assemblies[@]}"; do
  # A project whose host died leaves no results at all: it must not pass for one without tests.
  grep -qiF "storage=\"$PWD/$assembly\"" "$results/all.trx" 2>/dev/null || { echo "No results from $assembly"; failed=$((failed + 1)); }
done
if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ]; }; then failed=1; fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
