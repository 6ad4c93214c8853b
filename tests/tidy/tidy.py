#!/usr/bin/env python3
"""The project's own rules, those that no compiler or linter knows. Fast, so that nobody has a reason to skip it.

usage: tidy.py [--untested-rules=warn] [ROOT]
Prints one finding a line (file:line: what is wrong) and exits 1 when there is any.
"""
# SPDX-License-Identifier: MIT
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the tree
import include_rules
import rule_ids
import source_rules


def list_files(root):
    """Tracked files, and new ones that are not ignored; paths relative to root."""
    names = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=True).stdout.decode().split("\0")
    return sorted(pathlib.PurePosixPath(name) for name in set(names) if name and (root / name).is_file())


def read_text(path):
    """The file's text; None when it is not text."""
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


def check_links(name, text, root):
    """Relative links of a Markdown file lead to something."""
    without_code = re.sub(r"```.*?```|`[^`\n]*`", lambda code: re.sub(r"[^\n]", " ", code[0]), text, flags=re.S)
    for match in re.finditer(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)", without_code):
        target = match[1].split("#")[0]
        if not target or re.match(r"[a-z]+:", target):
            continue
        if not (root / name.parent / target).exists():
            yield f"{name}:{source_rules.line_of(text, match.start())}: link leads nowhere: {target}"


def check_lock(name, text):
    """A lock file names the public registry or none: a mirror of somebody's network helps nobody else."""
    for match in re.finditer(r'"resolved": "(https?://[^/"]+)', text):
        if match[1] != "https://registry.npmjs.org":
            yield f"{name}:{source_rules.line_of(text, match.start())}: resolved from {match[1]}"
            return


def check_sources_are_built(texts):
    """Each .cpp is named by some CMake file."""
    lists = "\n".join(text for name, text in texts.items() if text and (name.name == "CMakeLists.txt" or name.suffix == ".cmake"))
    built = set(re.findall(r"[\w.-]+\.cpp\b", lists))
    for name in texts:
        if name.suffix == ".cpp" and name.name not in built:
            yield f"{name}:1: no CMake file builds this source"


def findings(root, untested_rules_are_errors=True):
    names = list_files(root)
    texts = {}
    for name in names:
        size = (root / name).stat().st_size
        if size > source_rules.BLOB_BYTES_MAX:
            yield f"{name}:1: {size} bytes; nothing over {source_rules.BLOB_BYTES_MAX} is kept here"
            continue
        texts[name] = read_text(root / name)
    for name, text in texts.items():
        if text is None:
            continue
        yield from source_rules.check(name, text)
        yield from include_rules.check(name, text)
        if name.suffix == ".md":
            yield from check_links(name, text, root)
        if name.name == "package-lock.json":
            yield from check_lock(name, text)
    yield from check_sources_are_built(texts)
    yield from rule_ids.check(texts, untested_rules_are_errors)


def main(arguments):
    strict = "--untested-rules=warn" not in arguments
    roots = [argument for argument in arguments if not argument.startswith("-")]
    root = pathlib.Path(roots[0] if roots else pathlib.Path(__file__).parent.parent.parent).resolve()
    found = list(findings(root, strict))
    errors = [finding for finding in found if ": note: " not in finding]
    print("\n".join(found), end="\n" if found else "")
    print(f"tidy: {len(list_files(root))} files, {len(errors)} findings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
