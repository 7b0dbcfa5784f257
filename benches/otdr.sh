#!/usr/bin/env bash
# Runs our reflectometer and the same model in numpy on the same case and prints both times and their difference.
set -euo pipefail
cd "$(dirname "$0")/.."

version=2.2.6
venv="${XDG_CACHE_HOME:-$HOME/.cache}/epissure/numpy-$version"

if ! "$venv/bin/python" -c 'import numpy' 2>/dev/null; then
  echo "Installing numpy $version into $venv" >&2
  mkdir -p "$(dirname "$venv")"
  python3 -m venv --clear "$venv" || {
    echo "No Python environment: install Python 3.10 or newer with its venv module, then run this again." >&2
    exit 1
  }
  "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 "numpy==$version" || {
    rm -rf "$venv"
    echo "numpy could not be installed: it comes from PyPI, so the network is needed the first time." >&2
    exit 1
  }
fi

case="$(mktemp)"
trap 'rm -f "$case"' EXIT
cargo bench --quiet --no-default-features --bench otdr -- "$case"
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" benches/otdr_numpy.py "$case"
