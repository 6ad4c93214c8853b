"""Numbered rules and the tests that hold them: a rule without a test is a wish, a test of an unknown rule is lost.

A rule is defined at the start of a line of its document: "- **W5** ..." or "### M3 ...".
A test cites it in its name, "[W5] ..." or "... (W5)"; code says "rule W5" or "rules B1-B3".
"""
# SPDX-License-Identifier: MIT
import pathlib
import re

from source_rules import line_of

DOCUMENTS = [pathlib.PurePosixPath(path) for path in ("proto/PROTOCOL.md", "storage/FORMAT.md", "server/board/MERGE.md")]
DEFINITION = re.compile(r"^(?:[-*] \*\*|#+ (?:Rule )?|\*\*|\| *\**)([A-Z]{1,2})(\d+)\b", re.M)
SOURCES = {".cpp", ".h", ".ts", ".tsx", ".mjs", ".proto"}
TEST_NAME = re.compile(r"(?:TEST_CASE|SECTION|SCENARIO|PROPERTY|\btest|\bit|\bdescribe|rc::(?:prop|check))\s*\(\s*((?:\"(?:\\.|[^\"\\])*\"\s*,?\s*)+"
                       r"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)")
PROSE = re.compile(r"\brules?\s+((?:[A-Z]{1,2}\d+(?:\s*(?:,|and|or|-|–|to)\s*)?)+)")


def ids_in(text):
    """Ids named in a piece of text; "B1-B3" names three."""
    for first, last in re.findall(r"\b([A-Z]{1,2}\d+)\b(?:\s*[-–]\s*([A-Z]{1,2}\d+)\b)?", text):
        prefix = first.rstrip("0123456789")
        end = int(last[len(prefix):]) if last.startswith(prefix) else int(first[len(prefix):])
        for number in range(int(first[len(prefix):]), end + 1):
            yield f"{prefix}{number}"


def check(texts, untested_are_errors):
    defined = {}
    for document in DOCUMENTS:
        text = texts.get(document) or ""
        for match in DEFINITION.finditer(text):
            rule = match[1] + match[2]
            where = f"{document}:{line_of(text, match.start(1))}"
            if rule in defined:
                yield f"{where}: rule {rule} is defined already at {defined[rule]}"
            defined.setdefault(rule, where)
    prefixes = {rule.rstrip("0123456789") for rule in defined}
    tested = set()
    for name, text in texts.items():
        if text is None or name.suffix not in SOURCES:
            continue
        is_test = str(name).startswith("tests/") or ".test." in name.name or name.stem.endswith("_test")
        for match in TEST_NAME.finditer(text) if is_test else ():
            for rule in ids_in(match[1]):
                if rule in defined:
                    tested.add(rule)
                elif rule.rstrip("0123456789") in prefixes and f"[{rule}]" in match[1]:
                    yield f"{name}:{line_of(text, match.start())}: test of rule {rule}, which no document defines"
        for match in PROSE.finditer(text):
            for rule in ids_in(match[1]):
                if rule not in defined:
                    yield f"{name}:{line_of(text, match.start())}: cites rule {rule}, which no document defines"
    for rule, where in defined.items():
        if rule not in tested:
            yield f"{where}: {'' if untested_are_errors else 'note: '}no test names rule {rule}"
