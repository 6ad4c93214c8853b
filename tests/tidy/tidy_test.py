#!/usr/bin/env python3
"""Each rule of tidy.py finds what it is there for, and leaves sound code alone."""
# SPDX-License-Identifier: MIT
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import tidy  # noqa: E402

SPDX = "// SPDX-License-Identifier: MIT\n"


def findings_of(files, strict=True):
    """Findings over a repository that holds these files, {path: text or bytes}."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        subprocess.run(["git", "init", "-q", folder], check=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(tidy.findings(root, strict))


class SourceRules(unittest.TestCase):
    def finds(self, code, part, path="server/room/member.h"):
        found = findings_of({path: SPDX + code})
        self.assertEqual(1, sum(part in finding for finding in found), found)

    def accepts(self, code, path="server/room/member.h"):
        self.assertEqual([], findings_of({path: SPDX + code}))

    def test_a_sound_file_passes(self):
        self.accepts("// A member may wait (Tasks, for example); rand() and sleep_for() in a comment are words.\n"
                     'const char* kText = "using namespace std; net::detached // std::mutex";\n'
                     "Task<void> f(Op op) { while (co_await next(op)) { co_await (a() || b()); } }\n")

    def test_calls_stay_where_they_belong(self):
        for code in ("co_spawn(strand, f(), net::detached);", "std::thread worker;", "std::mutex guard;",
                     "using namespace std;", "std::this_thread::sleep_for(1s);", "int x = rand();",
                     "auto t = std::chrono::system_clock::now();", "#if 0"):
            with self.subTest(code):
                self.finds(code + "\n", "member.h:2")
        self.accepts("std::mutex guard;\nstd::thread worker;\n", "server/async/offload.h")
        self.accepts("using namespace std::chrono_literals;\n")

    def test_a_brace_built_temporary_in_a_co_await_is_found(self):
        self.finds("Task<void> f() { co_await send(Op{1, 2}); }\n", "name it before co_await")
        self.finds("Task<void> f() { co_await post([x] { g(x); }); }\n", "name it before co_await")

    def test_a_capturing_lambda_that_is_a_coroutine_is_found(self):
        self.finds("auto f = [self](int x) -> net::awaitable<void> { co_return; };\n", "lambda with captures")
        self.accepts("auto f = [](int x) -> net::awaitable<void> { co_return; };\n")

    def test_a_loop_over_what_a_result_holds_is_found(self):
        self.finds("for (const Block& one : store.list(a, b).value()) {\n", "name the result first")
        self.accepts("for (const Block& one : blocks.value()) {\n")

    def test_unfinished_and_dead_code_is_found(self):
        self.finds("// FIXME later\n", "FIXME")
        self.finds("// return x;\n", "commented-out")
        self.finds("struct BoardManager {};\n", "BoardManager")
        self.finds("int x;\n", "a name that says nothing", "server/room/utils.h")

    def test_layout_is_checked(self):
        self.finds("int x; \n", "trailing space")
        self.finds("\tint x;\n", "tab")
        self.finds("int x;\r\n", "carriage return")
        self.finds("int x;", "no newline")
        self.assertIn("server/room/a.h:1: no SPDX-License-Identifier line", findings_of({"server/room/a.h": "int x;\n"}))

    def test_sizes_are_bounded(self):
        self.accepts("int x;\n" * 499)
        self.finds("int x;\n" * 500, "501 lines; 500 at most")
        self.finds("int x;\n" * 300, "301 lines; 300 at most", "server/app/wiring.h")
        self.assertIn("nothing over", findings_of({"docs/film.bin": bytes(1_500_001)})[0])
        self.assertEqual([], findings_of({"docs/image.bin": bytes(1_500_000)}))

    def test_paths_of_a_machine_and_private_registries_are_found(self):
        self.finds("// see /home/someone/notes\n", "somebody's machine")
        lock = '{"resolved": "https://%s/solid-js/-/solid-js-1.9.0.tgz"}\n'
        self.assertEqual([], findings_of({"web-client/package-lock.json": lock % "registry.npmjs.org"}))
        self.assertEqual(1, len(findings_of({"web-client/package-lock.json": lock % "npm.example.net"})))


class Includes(unittest.TestCase):
    def finds(self, path, include, part):
        found = findings_of({path: f"{SPDX}#include {include}\n"})
        self.assertEqual(1, len(found), found)
        self.assertIn(part, found[0])

    def test_an_include_against_the_arrows_is_found(self):
        self.finds("storage/store.h", '"server/board/op.h"', "storage may not include server/board")
        self.finds("server/board/op.h", '"server/room/room.h"', "server/board may not include server/room")
        self.finds("server/room/room.h", '"server/http/session.h"', "server/room may not include server/http")
        self.finds("server/board/op.h", '"../base/ids.h"', "from the repository root")

    def test_third_party_headers_stay_in_their_folder(self):
        self.finds("server/workshop/rules.h", "<boost/asio/post.hpp>", "without sockets")
        self.finds("server/room/room.h", "<rocksdb/db.h>", "only storage")
        self.finds("server/http/pictures.h", "<librsvg/rsvg.h>", "only raster")
        self.finds("server/board/codec.h", '"atelier/v1/wire.pb.h"', "envelope")
        self.finds("server/client/outbox.h", "<iostream>", "browser")

    def test_includes_along_the_arrows_pass(self):
        self.assertEqual([], findings_of({"server/room/room.h":
            SPDX + '#include <boost/asio/post.hpp>\n#include "server/board/op.h"\n#include "storage/store.h"\n'}))


class RuleIds(unittest.TestCase):
    RULES = {"proto/PROTOCOL.md": "# Rules\n\n- **W1** One frame.\n- **W2** Two.\n",
             "tests/CMakeLists.txt": "wire_test.cpp\n"}

    def test_a_rule_without_a_test_is_found(self):
        test = {"tests/wire_test.cpp": SPDX + 'TEST_CASE("[W1] one frame is one message") {}\n'}
        self.assertEqual(["proto/PROTOCOL.md:4: no test names rule W2"], findings_of(self.RULES | test))
        self.assertIn(": note: ", findings_of(self.RULES | test, strict=False)[0])

    def test_a_range_names_every_rule_in_it(self):
        test = {"tests/wire_test.cpp": SPDX + 'TEST_CASE("frames keep their bounds (W1-W2)") {}\n'}
        self.assertEqual([], findings_of(self.RULES | test))

    def test_a_citation_of_an_unknown_rule_is_found(self):
        test = {"tests/wire_test.cpp": SPDX + 'TEST_CASE("[W1] [W2] [W9] x") {}\n// as rule W7 says\n'}
        found = findings_of(self.RULES | test)
        self.assertEqual(2, len(found), found)
        self.assertIn("W9", found[0])
        self.assertIn("W7", found[1])


class Tree(unittest.TestCase):
    def test_a_link_that_leads_nowhere_is_found(self):
        page = "[here](page.md) [there](gone.md#x) [out](https://example.org) `[code](gone.md)`\n"
        self.assertEqual(["docs/page.md:1: link leads nowhere: gone.md"], findings_of({"docs/page.md": page}))

    def test_a_source_that_nothing_builds_is_found(self):
        files = {"server/room/CMakeLists.txt": "atelier_library(atelier_room SOURCES room.cpp)\n",
                 "server/room/room.cpp": SPDX, "server/room/old_room.cpp": SPDX}
        self.assertEqual(["server/room/old_room.cpp:1: no CMake file builds this source"], findings_of(files))


if __name__ == "__main__":
    unittest.main()
