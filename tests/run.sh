#!/usr/bin/env bash
# Runs every check and test of the repository and installs what they need.
#
#   tests/run.sh            everything
#   tests/run.sh rust       only the Rust side
#   tests/run.sh python     only the Python side
#   tests/run.sh fuzz       only the fuzzer, FUZZ_SECONDS (60) for each target
#   tests/run.sh speed      only the gate on the speed of the check
#
# Needs Rust and Python 3.11 or newer. Python packages go into .venv; as root on Debian, chromium is installed for the
# tests of reports, which are skipped where there is none, and valgrind for the gate on speed; the fuzzer
# goes into target/tools.
# Reference data are looked for in ../shared (or $CHUAN_SHARED); suites that need them say so and are
# skipped where they are absent, unless CI is set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
what=${1:-all}
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

step() { printf '\n== %s\n' "$*"; }

rust() {
    step "format"
    cargo fmt --all --check

    step "lints"
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo clippy -p chuan --no-default-features --locked -- -D warnings

    step "tests"
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --workspace --locked --no-fail-fast
    else
        cargo test --workspace --locked --no-fail-fast --lib --bins --tests
    fi
    cargo test -p chuan --doc --locked

    step "documentation"
    RUSTDOCFLAGS="-D warnings" cargo doc -p chuan --no-deps --locked
}

python() {
    step "Python environment"
    if [ ! -x .venv/bin/python ]; then
        python3 -m venv .venv
    fi
    .venv/bin/python -m pip install --quiet --upgrade pip
    .venv/bin/python -m pip install --quiet "./python[test,docs]"

    step "Python lints and stubs"
    .venv/bin/ruff check python tests/python
    .venv/bin/ruff format --check python tests/python
    .venv/bin/python -m mypy.stubtest chuan --allowlist python/stubtest-allow.txt

    if ! command -v chromium >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        step "Browser for the tests of reports"
        if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; }; then
            echo "no browser could be installed: the tests of reports that need one are skipped"
        fi
    fi

    step "Python tests"
    cargo build --release --quiet -p chuan-cli
    CHUAN_BIN="$PWD/target/release/chuan" .venv/bin/python -m pytest -q tests/python

    step "Python documentation"
    .venv/bin/sphinx-build -q -W -b html python/docs target/python-docs
}

# Without a sanitizer, which a stable compiler does not have: the crate has no unsafe code.
fuzz() {
    local target tools="$PWD/target/tools"
    export PATH="$tools/bin:$PATH"
    if ! command -v cargo-fuzz >/dev/null 2>&1; then
        step "The fuzzer"
        cargo install cargo-fuzz --version 0.13.2 --locked --quiet --root "$tools" --target-dir "$tools/target"
        rm -rf "$tools/target"
    fi
    for target in records numbers periods decoders check; do
        step "fuzzing: $target"
        cargo fuzz run "$target" --sanitizer none --target-dir target/fuzz -- \
            -max_total_time="${FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=1024 -max_len=8192 \
            -dict=fuzz/csv.dict -print_final_stats=1 -verbosity=0 -seed="${FUZZ_SEED:-0}"
    done
}

# Instructions, not time: what is counted does not depend on what else the machine does.
speed() {
    if ! command -v valgrind >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        step "Valgrind for the gate on speed"
        if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends valgrind; }; then
            echo "valgrind could not be installed: the gate on speed is skipped"
        fi
    fi
    # The generator of the workload needs numpy.
    local python=python3
    if [ -x .venv/bin/python ]; then python=.venv/bin/python; fi
    step "Speed of the check"
    "$python" tests/bench/gate.py
}

case "$what" in
    # The fuzzer briefly, and on one path: a change is judged by itself and not by luck.
    all) rust; python; FUZZ_SECONDS=${FUZZ_SECONDS:-15} FUZZ_SEED=1 fuzz; speed ;;
    rust) rust ;;
    python) python ;;
    fuzz) fuzz ;;
    speed) speed ;;
    *) echo "usage: tests/run.sh [all|rust|python|fuzz|speed]" >&2; exit 2 ;;
esac
printf '\nAll checks passed.\n'
