#!/usr/bin/env bash
# Runs our rods and PyElastica on the same cantilever and the same ring and prints error and time side by side.
set -euo pipefail
cd "$(dirname "$0")/.."

version=1.0.0
venv="${XDG_CACHE_HOME:-$HOME/.cache}/epissure/pyelastica-$version"

if ! "$venv/bin/python" -c 'import elastica' 2>/dev/null; then
  echo "Installing PyElastica $version into $venv" >&2
  mkdir -p "$(dirname "$venv")"
  python3 -m venv --clear "$venv" || {
    echo "No Python environment: install Python 3.10 or newer with its venv module, then run this again." >&2
    exit 1
  }
  "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 "pyelastica==$version" || {
    rm -rf "$venv"
    echo "PyElastica could not be installed: it comes from PyPI, so the network is needed the first time." >&2
    exit 1
  }
fi

ours="$(mktemp)"
trap 'rm -f "$ours"' EXIT
cargo run --quiet --release --no-default-features --example rod_cases >"$ours"
NUMBA_NUM_THREADS=1 OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" benches/pyelastica.py "$ours"
