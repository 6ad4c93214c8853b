# The parts of `./dev test`. Each is a function part_<name> run in its own subshell, output also kept in
# build/test-logs/<name>.log; a failed part does not stop the others. Sourced by ./dev after lib.sh.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# Cheap and telling first. Order matters where one builds what a later one uses.
# clang-tidy is slow and says nothing about behaviour: it is in `./dev lint`.
all_parts=(tidy format dev wasm web install e2e crash asan tsan fuzz)
# Seconds for each fuzz target inside `./dev test`; `./dev fuzz` runs longer.
fuzz_seconds=60

# --- rules and layout ---
part_tidy() {
    python3 tests/tidy/tidy_test.py
    python3 tests/tidy/tidy.py
    shellcheck -x dev .ci/*.sh .ci/run
}
part_format() {
    cpp_files | xargs -0 clang-format-14 --dry-run --Werror
    echo "clang-format: $(cpp_files | tr -cd '\0' | wc -c) files as they should be"
}
part_clang-tidy() {
    build_preset dev
    python3 .ci/clang_tidy.py build/dev
}

# --- native ---
part_dev() {
    build_preset dev
    ctest --preset dev -LE crash
}
part_asan() {
    build_preset asan
    ctest --preset asan -L 'unit|property|integration'
}
part_tsan() {
    # Only tests that start threads: the sanitizer has nothing to say about the others, and they run in asan.
    local threaded=(-R 'async|commit|storage|room|http|server|integration' -E '_fuzz_corpus$' -LE crash) targets
    build_preset tsan help >/dev/null
    # A target is run in parts where its name goes on behind a dot.
    mapfile -t targets < <(ctest --preset tsan -N "${threaded[@]}" | sed -n 's/^ *Test *#[0-9]*: \([^.]*\).*/\1/p' | sort -u)
    build_preset tsan "${targets[@]}"
    ctest --preset tsan "${threaded[@]}"
}
part_crash() {
    build_preset dev
    ctest --preset dev -L crash
}
# The same way each time, so that what it finds is of the change; hunts go others (`./dev fuzz`).
part_fuzz() {
    build_named asan _fuzz
    run_fuzzers "$fuzz_seconds" 1
}

# --- browser ---
part_wasm() {
    build_preset wasm
    ctest --preset wasm
}
part_web() {
    build_preset wasm atelier_core_wasm
    ensure_modules web-client
    npm run --prefix web-client typecheck
    npm run --prefix web-client lint
    npm run --prefix web-client test
    build_all
    npm run --prefix web-client size
}
part_web-lint() {
    ensure_modules web-client
    npm run --prefix web-client typecheck
    npm run --prefix web-client lint
}
part_e2e() {
    build_all
    npm run --prefix web-client e2e
}

# --- delivery ---
part_install() {
    build_all
    bash deploy/check_install build/release
}

# closing_lines LOG: what the runners said last: ctest, vitest, node, Playwright, unittest, our own.
closing_lines() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | grep -aE \
        -e '^[0-9]+% tests passed' -e '^ *(Tests|Test Files) ' -e '^(# |ℹ )(tests|pass|fail) ' \
        -e '^ *[0-9]+ (passed|failed|flaky|skipped)' -e '^(Ran [0-9]+ tests|OK$|FAILED )' \
        -e '^(tidy|clang-format|clang-tidy|install|fuzz): ' -e '^\{"name": *"' || true
}

# run_parts [PART...]: runs them, prints the recap, fails when any failed.
run_parts() {
    local parts=("$@") part started status passed=0 failed=0 recap=()
    [ ${#parts[@]} -gt 0 ] || parts=("${all_parts[@]}")
    for part in "${parts[@]}"; do
        declare -F "part_$part" >/dev/null || { echo "dev: no part '$part'; there are: ${all_parts[*]}" >&2; exit 2; }
    done
    ensure_packages run test
    ensure_node
    mkdir -p build/test-logs
    for part in "${parts[@]}"; do
        say "part $part"
        started=$SECONDS
        set +e
        (
            set -e
            "part_$part"
        ) 2>&1 </dev/null | tee "build/test-logs/$part.log"
        status=${PIPESTATUS[0]}
        set -e
        if [ "$status" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
        recap+=("$part $status $((SECONDS - started))")
    done
    printf '\n== recap\n'
    for part in "${recap[@]}"; do
        # shellcheck disable=SC2086
        set -- $part
        if [ "$2" = 0 ]; then status=passed; else status="FAILED (exit $2), see build/test-logs/$1.log"; fi
        printf '%s: %s in %d s\n' "$1" "$status" "$3"
        closing_lines "build/test-logs/$1.log"
    done
    printf 'parts: %d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
