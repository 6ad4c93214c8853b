# What the verbs of ./dev share: messages, packages, Node, builds. Sourced with the repository root as working directory.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

node_wanted=22.23.3  # brought through npm when the system's Node is older than vite 8 takes
npm_wanted=11.21.2   # the npm that goes with it
jobs=$(nproc)
export CTEST_PARALLEL_LEVEL=$jobs

# Clones in different folders share one cache; debug paths of a cached object may name another clone.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
die() { printf 'dev: %s\n' "$*" >&2; exit 1; }

# install_packages NAME...: one apt call that never asks, as root or through sudo; says what to type when it cannot.
install_packages() {
    local root=() apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            die "Debian packages are missing, and there is no sudo here. As root: apt-get install --no-install-recommends $*"
        root=(sudo)
    fi
    say "installing $# Debian packages: $*"
    "${root[@]}" "${apt[@]}" update
    "${root[@]}" "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

# ensure_packages SECTION...: installs what is missing of these sections of packages.txt; no apt call when nothing is.
ensure_packages() {
    local wanted missing
    mapfile -t wanted < <(awk -v sections=" $* " '
        /^\[/ { name = $1; gsub(/[][]/, "", name); on = index(sections, " " name " "); next }
        on && $1 ~ /^[a-z0-9]/ { print $1 }' .ci/packages.txt)
    mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) \
        <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null | awk '$1 == "ii" { print $2 }' | sort -u))
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# node_suits: the Node in PATH is one that vite 8 takes (20.19 or later of 20, 22.12 or later).
node_suits() {
    command -v npm >/dev/null && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1)' 2>/dev/null
}

# ensure_node: a Node and npm that suit, first in PATH: the system's, or one kept in .cache/node.
ensure_node() {
    if [ -x .cache/node/bin/node ]; then
        PATH=$PWD/.cache/node/bin:$PATH
    fi
    if node_suits; then return; fi
    command -v npm >/dev/null || install_packages npm
    local arch
    case $(uname -m) in
        x86_64) arch=x64 ;;
        aarch64) arch=arm64 ;;
        *) die "no Node for $(uname -m) on npm: install Node 20.19 or later, then try again" ;;
    esac
    say "bringing Node $node_wanted through npm into .cache/node"
    npm install --silent --no-save --prefix .cache/node "node-linux-$arch@$node_wanted" "npm@$npm_wanted"
    mkdir -p .cache/node/bin
    ln -sf "../node_modules/node-linux-$arch/bin/node" .cache/node/bin/node
    ln -sf ../node_modules/npm/bin/npm-cli.js .cache/node/bin/npm
    ln -sf ../node_modules/npm/bin/npx-cli.js .cache/node/bin/npx
    PATH=$PWD/.cache/node/bin:$PATH
    hash -r
    node_suits || die "the Node in .cache/node does not start: $(.cache/node/bin/node --version 2>&1)"
}

# build_preset PRESET [TARGET...]: configures when needed, then builds these targets, or all.
build_preset() {
    local preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
        say "configuring $preset"
        mkdir -p build
        cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 ||
            { cat "build/$preset.configure.log" >&2; die "cmake --preset $preset failed"; }
    fi
    say "building $preset ${*:-(all)}"
    cmake --build "build/$preset" --parallel "$jobs" ${1:+--target "$@"}
}

# build_named PRESET SUFFIX: builds the programs whose name ends so, and nothing else of that preset.
build_named() {
    local targets
    build_preset "$1" help >/dev/null
    mapfile -t targets < <(ninja -C "build/$1" -t targets all | sed -n "/^cmake_/d; s/^\([a-z0-9_]*$2\): phony$/\1/p")
    [ ${#targets[@]} -gt 0 ] || die "no program *$2 in the preset $1"
    build_preset "$1" "${targets[@]}"
}

# fingerprint PATH...: one hash over the names and contents of all files below.
fingerprint() {
    find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 | sort -z |
        xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# unchanged STAMP VALUE: the stamp file holds VALUE. mark STAMP VALUE writes it.
unchanged() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
mark() { mkdir -p "$(dirname "$1")" && printf '%s\n' "$2" >"$1"; }

# ensure_modules FOLDER: its node_modules as its package-lock.json says.
ensure_modules() {
    local folder=$1 lock
    lock=$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)
    if unchanged "$folder/node_modules/.lock-hash" "$lock"; then return; fi
    say "npm ci in $folder"
    npm ci --prefix "$folder" --no-progress
    mark "$folder/node_modules/.lock-hash" "$lock"
}

# build_all: what `run` needs: server, wasm core, pages. A second call with nothing changed takes a second or two.
build_all() {
    ensure_packages run
    ensure_node
    build_preset release atelier
    build_preset wasm atelier_core_wasm
    ensure_modules web-client
    local sources
    sources=$(fingerprint web-client build/wasm/server/client/atelier_core.wasm)
    if ! { unchanged build/web.stamp "$sources" && [ -f web-client/dist/index.html ]; }; then
        say "building the pages"
        npm run --prefix web-client build
        mark build/web.stamp "$(fingerprint web-client build/wasm/server/client/atelier_core.wasm)"
    fi
}

# cpp_files: every C++ source of the project, NUL-separated, for xargs -0.
cpp_files() { git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h'; }

# fuzz_names: the fuzz targets that were built.
fuzz_names() { find build/asan/tests/fuzz -maxdepth 1 -name '*_fuzz' -type f -executable -printf '%f\n' | sed 's/_fuzz$//' | sort; }

# fuzz_one NAME SECONDS SEED: one fuzz target for that long, from its inputs in the repository and those found here before.
fuzz_one() {
    local name=$1 found=build/fuzz/corpus/$1 log=build/fuzz/$1.log folder inputs=()
    mkdir -p "$found"
    for folder in tests/fuzz/{corpus,regressions}/"$name"; do
        [ -d "$folder" ] && inputs+=("$folder")
    done
    # An input that takes this long on two slow cores has found something too.
    if "build/asan/tests/fuzz/${name}_fuzz" -max_total_time="$2" -seed="$3" -timeout=60 -verbosity=0 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/$name-" "$found" "${inputs[@]}" >"$log" 2>&1; then
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        grep -v '^"' "$log" | tail -n 60
        echo "$name: FOUND something; the input is build/fuzz/$name-*"
        return 1
    fi
}

# run_fuzzers SECONDS [SEED]: each fuzz target for that long, as many at once as there are cores. A finding does not stop the
# others: theirs may be the same, or another. Without a seed each run goes other ways.
run_fuzzers() {
    local names
    mapfile -t names < <(fuzz_names)
    [ ${#names[@]} -gt 0 ] || die "no fuzz target was built"
    say "fuzzing ${#names[@]} targets for $1 s each, $jobs at a time"
    printf '%s\n' "${names[@]}" |
        xargs -P "$jobs" -I '{}' bash -c '. .ci/lib.sh && fuzz_one "$@"' fuzz_one '{}' "$1" "${2:-0}" ||
        die "something was found: put the input into tests/fuzz/regressions under the name of what was wrong"
    echo "fuzz: ${#names[@]} targets ran for $1 s each without a finding"
}

# minimise_corpora: of the first inputs that make_corpus writes and of all that was found here, few and small ones that
# reach what all reach, into tests/fuzz/corpus. In two passes, since what is real and deep is worth more than what is short.
minimise_corpora() {
    local name least first=build/fuzz/first
    rm -rf "$first" build/fuzz/least
    build/asan/tests/fuzz/make_corpus "$first"
    for name in $(fuzz_names); do
        least=build/fuzz/least/$name
        mkdir -p "$least" "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name"
        local merge=("build/asan/tests/fuzz/${name}_fuzz" -set_cover_merge=1 -use_counters=0 -verbosity=0)
        "${merge[@]}" "$least" "$first/$name" >"build/fuzz/$name.log" 2>&1 || die "$name: see build/fuzz/$name.log"
        "${merge[@]}" -max_len=256 "$least" "tests/fuzz/corpus/$name" "build/fuzz/corpus/$name" \
            >"build/fuzz/$name.log" 2>&1 || die "$name: see build/fuzz/$name.log"
        # The longest of too many: the shorter, the sooner found again.
        find "$least" -type f -printf '%s %p\n' | sort -rn | tail -n +100 | cut -d' ' -f2 | xargs -r rm
        rm -rf "tests/fuzz/corpus/$name"
        cp -r "$least" "tests/fuzz/corpus/$name"
        echo "$name: $(find "$least" -type f | wc -l) inputs, $(du -sb "$least" | cut -f1) bytes"
    done
}

# run_benches SUITE: each benchmark program or script whose name starts with SUITE; one JSON object a line on standard output.
run_benches() {
    local bench count=0
    for bench in build/release/tests/bench/"$1"*_bench tests/bench/"$1"*_bench.mjs tests/bench/peers/"$1"*_bench.mjs; do
        [ -x "$bench" ] || [[ $bench == *.mjs && -f $bench ]] || continue
        say "$(basename "$bench")"
        if [[ $bench == *.mjs ]]; then node "$bench"; else "$bench"; fi
        count=$((count + 1))
    done
    [ "$count" -gt 0 ] || die "no benchmark whose name starts with '$1'"
}
