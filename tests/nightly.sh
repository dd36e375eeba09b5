#!/usr/bin/env bash
# All that must hold before a release: what the gate runs, and what is too slow for every change, needs rights that not every
# machine gives, or measures time. Run it as root on a quiet machine that has strace; what cannot be tried says so and is skipped.
# Ends as tests/run.sh does, and exits with 1 also when a budget of time is broken: its line above says which.
set -euo pipefail
cd "$(dirname "$0")/.."

export READER_KILLS=${READER_KILLS:-100}

status=0
dotnet build tests/SinoRussia.Benchmarks --configuration Release
for verb in carry carry-long quotation; do
  dotnet run --no-build --project tests/SinoRussia.Benchmarks --configuration Release -- "$verb" || { echo "Budget of time broken: $verb"; status=1; }
done

tests/run.sh --nightly || status=1
exit "$status"
