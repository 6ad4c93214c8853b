#!/usr/bin/env python3
"""Reads an archive of a board's history (docs/archive.md) with nothing but Python's standard library, checks its sums, plays
the changes up to a position, and prints the board as it was there, as JSON.

    read_archive.py FILE [POSITION]

Of an archive without ballots ("ballots": "withheld" in its first line) the list of them is empty; what they came to is in the
setting "tally" of the cards.

It shares no code with Atelier: it is what the description of the format is worth.
"""
# SPDX-License-Identifier: MIT
import base64
import gzip
import hashlib
import json
import sys


class Text:
    """A text that several people type in at once: FugueMax, as a tree of single letters (Weidner and Kleppmann, 2023)."""

    ROOT = ("", 0)

    def __init__(self):
        self.letter = {self.ROOT: ""}
        self.parent = {self.ROOT: None}
        self.right_origin = {self.ROOT: None}
        self.lefts = {self.ROOT: []}
        self.rights = {self.ROOT: []}

    def order(self):
        """Ids of all letters, deleted ones too, as they stand."""
        found, stack = [], [(self.ROOT, False)]
        while stack:
            node, is_itself = stack.pop()
            if is_itself:
                found.append(node)
                continue
            stack.extend((child, False) for child in reversed(self.rights[node]))
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(self.lefts[node]))
        return [node for node in found if node != self.ROOT]

    def descends(self, node, ancestor):
        while node is not None and node != ancestor:
            node = self.parent[node]
        return node is not None

    def insert(self, node, letter, left, right):
        left = left or self.ROOT
        self.letter[node], self.lefts[node], self.rights[node] = letter, [], []
        self.right_origin[node] = right
        if right is not None and self.descends(right, left):
            self.parent[node] = right
            siblings = self.lefts[right]
            place = next((i for i, other in enumerate(siblings) if node < other), len(siblings))
        else:
            self.parent[node] = left
            siblings = self.rights[left]
            place = self.place_among(node, siblings)
        siblings.insert(place, node)

    def place_among(self, node, siblings):
        """Right siblings: by right origin from far to near, then by id."""
        if not siblings:
            return 0
        rank = {other: i for i, other in enumerate(self.order())}
        far = lambda other: len(rank) if self.right_origin[other] is None else rank[self.right_origin[other]]
        for i, other in enumerate(siblings):
            if far(node) > far(other) or (far(node) == far(other) and node < other):
                return i
        return len(siblings)

    def insert_run(self, first, letters, left, right):
        actor, counter = first
        for i, letter in enumerate(letters):
            self.insert((actor, counter + i), letter, left, right)
            left = (actor, counter + i)

    def erase(self, first, span):
        actor, counter = first
        for node in ((actor, counter + i) for i in range(span)):
            if node in self.letter:
                self.letter[node] = None

    def purge(self):
        """Forgets what is deleted: what is left is as if typed anew, from its end, each stretch of ids in one go."""
        visible = [node for node in self.order() if self.letter[node] is not None]
        letters = self.letter
        self.__init__()
        right, end = None, len(visible)
        while end > 0:
            begin = end - 1
            while begin > 0 and visible[begin] == (visible[begin - 1][0], visible[begin - 1][1] + 1):
                begin -= 1
            for i in range(begin, end):
                self.insert(visible[i], letters[visible[i]], visible[i - 1] if i > begin else None, right)
            right, end = visible[begin], begin

    def __str__(self):
        return "".join(self.letter[node] or "" for node in self.order())


def id_of(text):
    """"<actor>-<counter>" as a pair that compares as ids do; None for the null id."""
    if not text:
        return None
    actor, counter = text.split("-")
    return actor, int(counter)


class Board:
    def __init__(self):
        self.items, self.texts, self.ballots, self.settings = {}, {}, {}, {}
        self.links, self.members = {}, {}
        self.stamps = {}

    def newer(self, register, op):
        """Whether the op writes that register: the greater stamp stays, whichever comes first."""
        stamp = (op["lamport"], id_of(op["id"])[0])
        if self.stamps.get(register, (-1, "")) >= stamp:
            return False
        self.stamps[register] = stamp
        return True

    def apply(self, op):
        getattr(self, "do_" + op["do"])(op)

    def add(self, op, what):
        first = id_of(op["id"])
        self.items[op["id"]] = {"what": what, "kind": op.get("kind", ""), "removed": False,
                                "organisation": op.get("organisation", ""), "order": op["order"],
                                "derived": op.get("derived", {})}
        self.texts[op["id"]] = Text()
        self.texts[op["id"]].insert_run((first[0], first[1] + 1), op["text"], None, None)
        for register in ("place", "kind", "removed", "organisation"):
            self.stamps[op["id"], register] = (op["lamport"], first[0])

    def do_add_card(self, op):
        self.add(op, "card")

    def do_add_thread(self, op):
        self.add(op, "thread")

    def set(self, op, register, field, value):
        if op["item"] in self.items and self.newer((op["item"], register), op):
            self.items[op["item"]][field] = value

    def do_place(self, op):
        self.set(op, "place", "order", op["order"])

    def do_set_kind(self, op):
        self.set(op, "kind", "kind", op["kind"])

    def do_remove(self, op):
        self.set(op, "removed", "removed", True)

    def do_restore(self, op):
        self.set(op, "removed", "removed", False)

    def do_set_organisation(self, op):
        self.set(op, "organisation", "organisation", op["organisation"])

    def do_set_title(self, op):
        if self.newer("title", op):
            self.settings["title"] = op["title"]

    def do_insert(self, op):
        text = self.texts.get(op["item"])
        if text is not None:
            text.insert_run(id_of(op["id"]), op["text"], id_of(op["left"]), id_of(op["right"]))

    def do_delete(self, op):
        for first, span in op["ranges"]:
            if op["item"] in self.texts:
                self.texts[op["item"]].erase(id_of(first), span)

    def do_purge(self, op):
        for item in op["items"]:
            self.texts[item].purge()

    def do_link(self, op):
        self.links[op["id"]] = (op["from"], op["verb"], op["to"])

    def do_unlink(self, op):
        for tag in op["tags"]:
            self.links.pop(tag, None)

    def do_join(self, op):
        self.members[op["id"]] = (op["thread"], op["card"])

    def do_leave(self, op):
        for tag in op["tags"]:
            self.members.pop(tag, None)

    def vote(self, op, value):
        key = op["voter"], op["poll"], op["slot"]
        if self.newer(("ballot", key), op):
            self.ballots[key] = value

    def do_vote(self, op):
        self.vote(op, op["value"])

    def do_withdraw_vote(self, op):
        self.vote(op, None)

    def do_set(self, op):
        if self.newer(("setting", op["item"], op["key"]), op):
            self.settings[op["item"] + "/" + op["key"]] = op["text"] or op["number"]

    def do_void(self, op):
        pass

    def do_unknown(self, op):
        pass

    def as_json(self):
        items = {item: dict(fields, text=str(self.texts[item])) for item, fields in self.items.items()}
        return {"items": items, "links": sorted(set(self.links.values())), "members": sorted(set(self.members.values())),
                "ballots": sorted([*key, value] for key, value in self.ballots.items() if value is not None),
                "settings": self.settings}


def read_lines(path):
    """Head, records and end of an archive whose sums were checked."""
    data = open(path, "rb").read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    lines = data.splitlines(keepends=True)
    head, end = json.loads(lines[0]), json.loads(lines[-1])["end"]
    if head["format"] != "atelier-history/1":
        sys.exit("not an archive of a format that is known here: " + head["format"])
    if hashlib.sha256(b"".join(lines[:-1])).hexdigest() != end["sha256"]:
        sys.exit("the file is not what was written: its SHA-256 differs")
    records = [json.loads(line) for line in lines[1:-1]]
    if len(records) != end["records"]:
        sys.exit("records are missing")
    return head, records, end


def check_chain(head, records, end):
    """BLAKE2b over each record and all before it (storage/FORMAT.md F7), where the bytes of the log are in the archive."""
    if any("batch" not in record for record in records):
        return
    chain = bytes.fromhex(head["board"])
    for record in records:
        numbers = (record["at"], len(record["ops"]), record["time"] % 2**64)
        packed = b"".join(number.to_bytes(8, "big") for number in numbers)
        chain = hashlib.blake2b(chain + packed + base64.b64decode(record["batch"]), digest_size=16).digest()
    if chain.hex() != end["chain"]:
        sys.exit("the records are not those of that board")


def main(path, position=None):
    head, records, end = read_lines(path)
    check_chain(head, records, end)
    board = Board()
    for record in records:
        if position is not None and record["at"] + len(record["ops"]) - 1 > position:
            break
        for op in record["ops"]:
            board.apply(op)
    json.dump(board.as_json(), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
