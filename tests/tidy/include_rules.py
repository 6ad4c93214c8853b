"""Who may include whom. The linker sees missing symbols only; this sees a header used against the arrows."""
# SPDX-License-Identifier: MIT
import re

from source_rules import line_of

# Folder -> folders whose headers it may include, besides its own.
ALLOWED = {
    "server/base": [],
    "server/board": ["server/base"],
    "server/client": ["server/base", "server/board"],
    "server/workshop": ["server/base", "server/board"],
    "server/accounts": ["server/base", "server/board", "server/workshop"],
    "server/async": ["server/base"],
    "server/raster": ["server/base"],
    "storage": ["server/base"],
    "server/history": ["server/base", "server/board", "server/workshop", "server/async", "storage"],
    "server/room": ["server/base", "server/board", "server/workshop", "server/history", "server/async", "storage"],
    "server/http": ["server/base", "server/board", "server/workshop", "server/accounts", "server/history", "server/async",
                    "storage", "server/room", "server/raster"],
    "server/rehearsal": ["server/base", "server/board", "server/client", "server/workshop"],
    "server/app": ["server/base", "server/board", "server/workshop", "server/accounts", "server/history", "server/async",
                   "storage", "server/room", "server/http", "server/client", "server/rehearsal"],
}

CORE = r"^server/(base|board|client)/"
PURE = r"^server/(base|board|client|workshop)/"

# Header pattern, folders where it is an error, why.
THIRD_PARTY = [
    (r"boost/(asio|beast)", PURE + "|^storage/|^server/accounts/", "what can be tested without sockets does not include them"),
    (r"rocksdb/", r"^server/(?!app/)", "only storage knows RocksDB"),
    (r"(librsvg|cairo|glib|webp)", r"^(server/(?!raster/)|storage/)", "only raster knows librsvg, cairo and libwebp"),
    (r"spdlog/", PURE, "pure code does not log"),
    (r"(atelier/v1/\w+\.pb\.h|google/protobuf/)", PURE + "|^storage/", "generated classes stay in the server's envelope"),
    (r"(iostream|locale|regex|format|sstream|fstream|thread|mutex|random)$", r"^server/(board|client)/",
     "too large for the browser, or not pure"),
]


def folder_of(path):
    """The folder of ALLOWED that holds this path, or None."""
    return next((folder for folder in ALLOWED if path.startswith(folder + "/")), None)


def check(name, text):
    if name.suffix not in (".cpp", ".h"):
        return
    path = str(name)
    own = folder_of(path)
    for match in re.finditer(r"^\s*#\s*include\s*([<\"])([^>\"]+)[>\"]", text, flags=re.M):
        where = f"{name}:{line_of(text, match.start(1))}"
        header = match[2]
        if header.startswith(".."):
            yield f"{where}: include from the repository root, not {header}"
        other = folder_of(header)
        if own and other and other != own and other not in ALLOWED[own]:
            yield f"{where}: {own} may not include {other} ({header})"
        if own and header.startswith("tests/"):
            yield f"{where}: {header}: only tests include tests"
        if not own:
            continue
        for pattern, folders, why in THIRD_PARTY:
            if re.match(pattern, header) and re.search(folders, path):
                yield f"{where}: <{header}>: {why}"
