#!/usr/bin/env python3
"""Runs clang-tidy 14 on every C++ source of server/ and storage/ that changed since it was last found clean.

A source is "the same" when its text, the project headers it includes (as ninja recorded them) and .clang-tidy are.
Clean results are remembered in the user's cache folder, so that a new clone does not begin again.
usage: clang_tidy.py BUILD_DIR
"""
# SPDX-License-Identifier: MIT
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOL = "clang-tidy-14"


def project_dependencies(build):
    """Source -> the project's own files it is compiled from, itself first."""
    listing = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    dependencies = {}
    for block in listing.split("\n\n"):
        paths = [(pathlib.Path(build) / line.strip()).resolve() for line in block.splitlines()[1:]]
        own = [path for path in paths if path.is_relative_to(ROOT) and path.is_file()]
        if own:
            dependencies[own[0]] = own
    return dependencies


def key_of(files):
    digest = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def check(build, source):
    run = subprocess.run([TOOL, "-p", build, "--quiet", str(source)], capture_output=True, text=True)
    reported = [line for line in run.stdout.splitlines() if ": error:" in line or ": warning:" in line]
    # The analyzer also ends paths in headers of libraries; those are not ours to mend.
    findings = [line for line in reported if line.startswith(f"{ROOT}/")]
    if run.returncode != 0 and not reported:
        findings = [f"{source}: {TOOL} failed: {run.stderr.strip()}"]
    return not findings, findings


def main(build):
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "atelier-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    dependencies = project_dependencies(build)
    waiting, total = [], 0
    for command in json.loads((pathlib.Path(build) / "compile_commands.json").read_text()):
        source = pathlib.Path(command["file"]).resolve()
        if not source.is_relative_to(ROOT) or source.relative_to(ROOT).parts[0] not in ("server", "storage"):
            continue
        total += 1
        key = key_of(dependencies.get(source, [source]))
        if not (cache / key).exists():
            waiting.append((source, key))
    failed, seen = 0, set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (source, key), (clean, findings) in zip(waiting, pool.map(lambda item: check(build, item[0]), waiting)):
            if clean:
                (cache / key).touch()
            else:
                failed += 1
                print(f"{source.relative_to(ROOT)}:")
                for line in findings:
                    if line not in seen:  # a header's finding once, not once per includer
                        print("  " + line.replace(f"{ROOT}/", ""))
                        seen.add(line)
    print(f"clang-tidy: {total} sources, {len(waiting)} of them new or changed, {failed} with findings")
    return 1 if failed or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else 2)
