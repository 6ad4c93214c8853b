"""Rules over one file at a time: size, layout, words and calls that do not belong where they stand."""
# SPDX-License-Identifier: MIT
import re

BLOB_BYTES_MAX = 1_500_000
FILE_LINES_MAX = 500
WIRING_LINES_MAX = 300  # server/app: what only connects things must stay readable at a glance

CODE = {".cpp", ".h", ".ts", ".tsx", ".proto", ".py", ".sh", ".mjs"}
CPP = {".cpp", ".h"}

# Files that are data or made by a tool.
NOT_OURS = re.compile(r"^(tests/data/|tests/fuzz/corpus/|web-client/src/gen/)|(^|/)package-lock\.json$")

# Where a pattern is an error. `allowed` is matched against the path; `why` says what to do instead.
# Looked for in C++ with comments and strings blanked out.
CALLS = [
    (r"\bnet::detached\b|\bdetached\b(?=\s*\))", r"^server/async/", "spawn in a TaskGroup: every task has an owner"),
    (r"\bstd::j?thread\b", r"^(storage/commit_queue\.cpp|server/async/|server/app/|tests/)",
     "threads belong to async, app and the committer"),
    (r"\bstd::(recursive_|shared_)?mutex\b", r"^(storage/|server/async/|server/app/|tests/)",
     "state has one strand, not a lock"),
    (r"\busing\s+namespace\s+(?!std::(chrono_literals|literals|string_literals|string_view_literals)\b)", r"^tests/.*\.cpp$",
     "name what is used"),
    (r"\bsleep_for\b|\bsleep_until\b|\busleep\s*\(|(?<![\w:.])sleep\s*\(", r"^tests/(bench|crash)/",
     "wait for an event, not for time"),
    (r"(?<![\w:.>])s?rand\s*\(|\bstd::s?rand\b|\brandom_device\b", r"^server/(async|app)/", "use the Random that is handed in"),
    (r"\b(system|steady|high_resolution)_clock::now\b|(?<![\w:.>])time\s*\(\s*(NULL|nullptr|0)\s*\)",
     r"^(server/async/|server/app/|tests/)", "use the Clock that is handed in"),
    (r"\bget_bool\s*\(\s*\)", r"^server/base/protozero\.h$", "read_bool(): protozero's own looks past the end"),
    (r"\bfor\s*\([^;{}]*[^:]:[^:;{}]*\)\s*\.value\(\)\s*\)", r"^$", "name the result first: a range-for lets go of it before the loop"),
    (r"^[ \t]*#[ \t]*if[ \t]+0\b", r"^$", "delete it: the history keeps it"),
    (r"\[[^\]\n]+\]\s*\([^()]*\)\s*(?:mutable\s*)?->\s*(?:[\w:]+::)?(?:awaitable|Task)\s*<", r"^$",
     "a lambda with captures is never a coroutine: its captures die first"),
]

# Looked for in the text of every source and document, comments included.
WORDS = [
    (r"\bFIXME\b|\bXXX\b|\bHACK\b|\bTODO\b", "do it now, or write down why not"),
    (r"(?<![\w./-])/(?:work|home|Users)/\w", "a path of somebody's machine"),
    (r"\b[Ii]ssue #?\d+\b", "say why here instead of citing a tracker"),
]

NAME_BANNED = re.compile(r"(^|[_/.-])(utils?|helpers?|common|misc|managers?)([_/.-]|$)", re.I)
TYPE_BANNED = re.compile(r"\b(?:class|struct|enum class|interface)\s+(\w*(?:Manager|Helper|Util|Common)s?)\b")
COMMENTED_OUT = re.compile(r"^\s*//\s*(?:return\b.*;|(?:if|for|while) \(.*\) ?\{|[\w:.>-]+\(.*\);|\w[\w:<>&* ]* = .*;)\s*$")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def without_comments_and_strings(text):
    """C++ of the same length and lines, comments and literals blanked."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.S)


def awaits_with_braces(code):
    """Offsets of co_await expressions that build something with braces: g++ 12 destroys such temporaries twice."""
    for match in re.finditer(r"\bco_await\b", code):
        depth = 0
        for at in range(match.end(), len(code)):
            char = code[at]
            if char == "{":
                if code[match.end():at].strip():
                    yield match.start()
                break
            if char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
            if depth < 0 or char == ";":
                break


def check_layout(name, text):
    if "\r" in text:
        yield f"{name}:{line_of(text, text.index(chr(13)))}: carriage return; lines end with LF"
    if text and not text.endswith("\n"):
        yield f"{name}:{line_of(text, len(text))}: no newline at the end"
    if name.suffix not in CODE and name.name not in ("dev", "run"):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line != line.rstrip():
            yield f"{name}:{number}: trailing space"
        if "\t" in line:
            yield f"{name}:{number}: tab"
    if "SPDX-License-Identifier: MIT" not in "\n".join(text.splitlines()[:30]):
        yield f"{name}:1: no SPDX-License-Identifier line"
    lines_max = WIRING_LINES_MAX if str(name).startswith("server/app/") else FILE_LINES_MAX
    lines = text.count("\n")
    if lines > lines_max:
        yield f"{name}:{lines_max}: {lines} lines; {lines_max} at most: split it by idea"


def check_words(name, text):
    if str(name).startswith("tests/tidy/"):
        return  # the rules themselves name what they look for
    for pattern, why in WORDS:
        for match in re.finditer(pattern, text):
            yield f"{name}:{line_of(text, match.start())}: '{match[0]}': {why}"


def check_cpp(name, text):
    code = without_comments_and_strings(text)
    for pattern, allowed, why in CALLS:
        if re.search(allowed, str(name)):
            continue
        for match in re.finditer(pattern, code, flags=re.M):
            yield f"{name}:{line_of(code, match.start())}: '{match[0].strip()}': {why}"
    for offset in awaits_with_braces(code):
        yield f"{name}:{line_of(code, offset)}: name it before co_await: g++ 12 destroys brace-built temporaries twice"
    for match in TYPE_BANNED.finditer(code):
        yield f"{name}:{line_of(code, match.start())}: '{match[1]}' says nothing: name the idea"
    for number, line in enumerate(text.splitlines(), 1):
        if COMMENTED_OUT.match(line):
            yield f"{name}:{number}: commented-out code"


def check(name, text):
    """All findings of one text file."""
    if NOT_OURS.search(str(name)):
        return
    if NAME_BANNED.search(str(name)):
        yield f"{name}:1: a name that says nothing: name the idea"
    yield from check_layout(name, text)
    if name.suffix in CODE | {".md", ".txt", ".yml", ".yaml", ".json", ".cmake", ".conf"} or name.name == "dev":
        yield from check_words(name, text)
    if name.suffix in CPP:
        yield from check_cpp(name, text)
