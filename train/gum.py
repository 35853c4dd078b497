"""Names out of GUM's entities: an entity whose head is a proper noun, cut to the name itself."""

from __future__ import annotations

import re

from labels import ANY, OUTSIDE, goes_on, starts

TITLES = set("""mr mrs ms dr president senator sen general gen prime minister sir lord lady king queen prince princess
professor prof captain capt col colonel judge justice pope secretary governor gov rep representative congressman
chancellor ambassador mayor emperor uncle aunt miss chief vice rev reverend father sgt lt""".split())

APART = {"appos", "parataxis", "list", "acl", "acl:relcl", "discourse", "dep", "advcl", "nmod:unmarked", "advmod", "nmod:desc"}
KIND = {"person": "person", "organization": "organisation", "place": "place"}


def spans(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """All entities: first word, word behind, type."""
    out, open_ = [], []
    for i, row in enumerate(rows):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        if not m:
            continue
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", m.group(1)):
            if part[0] == "(":
                fields = part[1:].rstrip(")").split("-")
                open_.append((fields[0], fields[1], i))
                if part.endswith(")"):
                    _, kind, start = open_.pop()
                    out.append((start, i + 1, kind))
            else:
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == part.rstrip(")"):
                        _, kind, start = open_.pop(k)
                        out.append((start, i + 1, kind))
                        break
    return out


def core(rows, start: int, end: int, kind: str) -> tuple[int, int, bool] | None:
    """The name within an entity (first word, word behind) and whether its head is a plural; None where
    the entity has no proper noun at its head."""
    heads = [int(r[6]) - 1 for r in rows]
    proper = lambda i: rows[i][3] == "PROPN" or rows[i][4] in ("NNP", "NNPS")
    tops = [i for i in range(start, end) if not start <= heads[i] < end and proper(i)]
    if not tops:
        return None
    top = tops[0]
    capital = lambda i: rows[i][1][:1].isupper() or rows[i][1][:1].isdigit() or rows[i][3] == "PROPN"
    keep, todo = {top}, [top]
    while todo:
        at = todo.pop()
        for child in range(start, end):
            if heads[child] != at:
                continue
            relation, form = rows[child][7], rows[child][1]
            listed = relation in ("conj", "cc")
            if relation in APART or (listed and kind in ("person", "place")):
                continue
            if relation == "punct" and form in ',()"“”:;':
                continue
            if relation.split(":")[0] in ("det", "case", "cc", "punct", "mark") or capital(child):
                keep.add(child)
                todo.append(child)
    first = last = top
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    while first < top and (not capital(first) or rows[first][3] in ("DET", "ADP", "PRON")):
        first += 1
    while last > top and not capital(last):
        last -= 1
    if kind == "person":
        while first < last and rows[first][1].lower().strip(".") in TITLES:
            first += 1
        if rows[first][1].lower().strip(".") in TITLES:
            return None
    if not any(capital(i) for i in range(first, last + 1)):
        return None
    return first, last + 1, rows[top][4] == "NNPS"


def names(rows: list[list[str]]) -> list[int]:
    """Name tags allowed for each word. Capitalised words that no entity explains are left open."""
    found = []
    for start, end, kind in spans(rows):
        if kind == "time":
            continue
        cut = core(rows, start, end, kind)
        if cut:
            first, last, plural = cut
            name = "group" if kind == "person" and plural else KIND.get(kind, "other")
            found.append((first, last, name))
    tags = []
    for i, row in enumerate(rows):
        capital = row[1][:1].isupper() and (row[3] in ("PROPN", "ADJ") and (i > 0 or row[3] == "PROPN"))
        tags.append(ANY if capital else OUTSIDE)
    taken = [False] * len(rows)
    for first, last, name in sorted(found, key=lambda f: (f[0] - f[1], f)):
        if any(taken[first:last]):
            continue
        for i in range(first, last):
            taken[i] = True
            tags[i] = starts(name) if i == first else goes_on(name)
    return tags
