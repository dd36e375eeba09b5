#!/usr/bin/env bash
# Everything that must hold before a release: the tests of tests/run.sh, the tests that are too slow for every change or need special
# rights, and the budgets of CPU time. Run it as root on a quiet machine with strace. Tests that cannot run here are skipped and say why.
# The last line is that of tests/run.sh. The exit code is 1 if a test fails or a budget is exceeded.
set -euo pipefail
cd "$(dirname "$0")/.."

export READER_KILLS=${READER_KILLS:-100} READER_PASSAGES=${READER_PASSAGES:-40}

status=0
dotnet build tests/SinoRussia.Benchmarks --configuration Release
for verb in carry carry-long quotation; do
  dotnet run --no-build --project tests/SinoRussia.Benchmarks --configuration Release -- "$verb" || { echo "Budget of time broken: $verb"; status=1; }
done

tests/run.sh --nightly || status=1
exit "$status"
