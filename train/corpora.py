"""The training and measuring data, each corpus read into the same sentences.

Licences and what may be trained on: see README.md. Nothing of these texts is kept in the weights' folder.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import gum
from labels import ANY, KINDS, OUTSIDE, goes_on, starts

GUIDELINES = ["none", "official", "crossner", "wnut", "gum", "re3d"]
"""Who drew the lines of the names; the first is told when it does not matter."""


@dataclass
class Sentence:
    """A sentence; lists have one entry a word, and are None where the corpus is silent."""

    text: str
    words: list[tuple[int, int]]
    """Offsets in code points."""
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    """1-based, 0 for the root."""
    relations: list[str] | None = None
    names: list[int] | None = None
    """Name tags allowed, as bits; see labels."""
    guideline: int = 0
    paragraph: int = -1
    """Sentences of one paragraph share it; -1 where unknown."""
    glued: bool = False
    """No blank stands before it in its paragraph."""
    features: dict = field(default_factory=dict)
    vector: object = None

    @property
    def forms(self) -> list[str]:
        return [self.text[a:b] for a, b in self.words]


def conllu(path: Path, entities: bool = False) -> list[Sentence]:
    """A treebank in CoNLL-U. With `entities`, names are read from the Entity annotation of GUM."""
    out, rows, paragraph, glued = [], [], 0, False
    def flush():
        nonlocal rows, glued
        text, words, at, hidden = "", [], 0, None
        spaces = []
        for f in rows:
            if "-" in f[0]:
                a, b = map(int, f[0].split("-"))
                hidden = [a, b, len(text), len(text) + len(f[1])]
                text += f[1]
                gap = "SpaceAfter=No" not in f[9]
                cut = hidden[2]
                continue
            number = int(f[0])
            if hidden and hidden[0] <= number <= hidden[1]:
                left = hidden[3] - cut
                last = number == hidden[1]
                length = left if last else min(len(f[1]), max(1, left - (hidden[1] - number)))
                words.append((cut, cut + max(1, length)))
                cut += length
                if last:
                    text += " " if gap else ""
                    spaces.append(gap)
                    hidden = None
                continue
            words.append((len(text), len(text) + len(f[1])))
            gap = "SpaceAfter=No" not in f[9]
            text += f[1] + (" " if gap else "")
        rows = [f for f in rows if "-" not in f[0]]
        if any(a >= b or b > len(text) for a, b in words):
            rows = []
            return
        s = Sentence(text, words, [f[3] for f in rows], [f[4] for f in rows], [f[2] for f in rows],
                     [int(f[6]) for f in rows], [f[7] for f in rows], paragraph=paragraph, glued=glued)
        if entities:
            s.names = gum.names(rows)
            s.guideline = GUIDELINES.index("gum")
        out.append(s)
        glued = not gap
        rows = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if not line:
            if rows:
                flush()
        elif line[0] == "#":
            if line.startswith(("# newpar", "# newdoc")):
                paragraph += 1
                glued = False
        else:
            f = line.split("\t")
            if "." not in f[0]:
                rows.append(f)
    if rows:
        flush()
    return out


def columns(paths: list[Path], kinds: dict[str, tuple[str, ...]], guideline: str, word: int = 0, tag: int = 1,
            merged: bool = False) -> list[Sentence]:
    """Words and IOB tags in columns. `kinds` says which kinds a label may stand for; other labels are no names.
    `merged`: the tags have no B-, so that neighbours of a label are one name."""
    out, rows = [], []
    def flush():
        if not rows:
            return
        text, words, names, before = "", [], [], None
        for form, label in rows:
            words.append((len(text), len(text) + len(form)))
            text += form + " "
            prefix, _, name = label.partition("-")
            allowed = kinds.get(name)
            if not allowed:
                names.append(OUTSIDE)
            elif before == name and (prefix == "I" or merged):
                names.append(goes_on(*allowed))
            else:
                names.append(starts(*allowed))
            before = name if allowed else None
        out.append(Sentence(text, words, names=names, guideline=GUIDELINES.index(guideline)))
        rows.clear()
    for path in paths:
        for line in path.read_text(encoding="utf8").split("\n"):
            f = line.split("\t") if "\t" in line else line.split()
            if not line.strip():
                flush()
            elif len(f) > tag and not (word and line[0] == "#"):
                rows.append((f[word], f[tag]))
        flush()
    return out


def official(path: Path) -> list[Sentence]:
    """Sentences with names by character offset; words are cut later by the program itself."""
    out = []
    for line in path.read_text(encoding="utf8").splitlines():
        j = json.loads(line)
        s = Sentence(j["text"], [], guideline=GUIDELINES.index("official"))
        s.names = [(n["start"], n["end"], n["kind"]) for n in j["names"]]
        out.append(s)
    return out


END = re.compile(r"[^\n]+?(?:(?<![A-Z])(?<!\bMr)(?<!\bDr)(?<!\bGen)(?<!\bNo)[.!?][\"”)]*(?=\s+[A-Z\"“(]|\s*\n|\s*$)|(?=\n)|$)")


def rough(text: str):
    """Rough sentences of a text that nobody cut, with where they start; very short and very long ones left out."""
    for m in END.finditer(text):
        start, piece = m.start() + len(m.group()) - len(m.group().lstrip()), m.group().strip()
        if 15 < len(piece) < 500:
            yield start, piece


PRONOUNS = set("i we they he she it you us them him her our their his its this that who which my your".split())
TITLES = gum.TITLES | {".", "deputy", "foreign", "minister", "of", "secretary", "spokesman", "spokesperson"}


def re3d(folder: Path) -> list[Sentence]:
    """Defence and foreign-affairs texts with entities by offset, cut into rough sentences. Descriptions,
    titled persons and states named as bodies say nothing about our guideline and are left open."""
    out = []
    kinds = {"Organisation": "organisation", "Person": "person", "Location": "place", "Nationality": "group"}
    for part in sorted(folder.iterdir()):
        if not (part / "documents.json").exists():
            continue
        lines = lambda name: [json.loads(l) for l in (part / name).read_text(encoding="utf8").splitlines() if l.strip()]
        spans: dict[str, list] = {}
        for e in lines("entities.json"):
            spans.setdefault(e["documentId"], []).append((e["begin"], e["end"], e["type"]))
        for document in lines("documents.json"):
            text = document["text"]
            for start, piece in rough(text):
                s = Sentence(piece, [], guideline=GUIDELINES.index("re3d"))
                s.names = []
                for a, b, t in spans.get(document["_id"], []):
                    a, b = a - start, b - start
                    if a < 0 or b > len(piece) or t in ("Temporal", "Quantity", "Money"):
                        continue
                    words = piece[a:b].split()
                    while words and words[0].lower() in ("the", "a", "an"):
                        a += len(words[0]) + 1
                        words = words[1:]
                    if not words or (len(words) == 1 and words[0].lower() in PRONOUNS):
                        continue
                    kind = kinds.get(t)
                    titled = kind == "person" and any(w.lower().strip(".") in TITLES for w in words)
                    plain = all(w[:1].isupper() or w[:1].isdigit() or w in ("of", "the", "and", "for", "in", "al", "-", "de", "bin", "on") for w in words)
                    sure = kind and plain and not titled and words[0][:1].isupper() and words[-1][:1].isupper()
                    s.names.append((a, b, kind if sure else None))
                out.append(s)
    return out


def place_names(s: Sentence) -> None:
    """Turns names by offset into tags by word; a name whose kind is None leaves its words open. A name with
    an edge inside a word counts with that word."""
    tags = [OUTSIDE] * len(s.words)
    for a, b, kind in sorted(s.names, key=lambda n: n[1] - n[0]):
        inside = [i for i, (x, y) in enumerate(s.words) if x < b and y > a]
        for i in inside:
            tags[i] = ANY if kind is None else (starts(kind) if i == inside[0] else goes_on(kind))
    s.names = tags


def add_features(sentences: list[Sentence], program: Path, vocabulary: Path) -> None:
    """Asks the program what it tells the encoder of each sentence; cuts words where there are none."""
    lines = [json.dumps({"text": s.text, **({"words": s.words} if s.words else {})}) for s in sentences]
    run = subprocess.run([program, vocabulary], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = run.stdout.splitlines()
    assert len(answers) == len(sentences), "one answer a sentence"
    for s, answer in zip(sentences, answers):
        f = json.loads(answer)
        cut_here = not s.words
        s.words = [tuple(w) for w in f.pop("words")]
        s.features = f
        if cut_here and s.names is not None:
            place_names(s)


CROSSNER = {"politician": ("person",), "person": ("person",), "country": ("place",), "location": ("place",),
            "organisation": ("organisation",), "politicalparty": ("organisation",), "misc": ("group", "other"),
            "event": ("other",), "election": ("other",)}
WNUT = {"person": ("person",), "location": ("place",), "group": ("organisation",), "corporation": ("organisation",),
        "product": ("other",), "creative-work": ("other",)}
CONLL = {"PER": ("person",), "ORG": ("organisation",), "LOC": ("place",), "MISC": ("group", "other")}


def detokenised(words: list[str]) -> str:
    """Words of a corpus that kept no blanks, written as a text would have them."""
    text = " ".join(words).replace(" n't", "n't").replace("``", '"').replace("''", '"')
    text = re.sub(r'" ([^"]*) "', r'"\1"', text)
    text = re.sub(r" (?=[.,;:?!%)\]’”]|'(?:s|re|ve|ll|d|m)?\b)", "", text)
    return re.sub(r"(?<=[(\[$“‘]) ", "", text)


def unlabelled(gold: Path) -> list[Sentence]:
    """News and official texts whose sentences the teachers tell about."""
    texts: list[str] = []
    for path in sorted((gold / "coreference/ecb-plus").glob("*_corpus.txt")):
        for block in path.read_text(encoding="utf8").split("\n\n"):
            texts.append(detokenised([f[3] for line in block.splitlines() if len(f := line.split("\t")) > 3]))
    for path in sorted((gold / "coreference/meantime").rglob("*.xml")):
        sentences: dict[str, list[str]] = {}
        for token in ElementTree.parse(path).getroot().iter("token"):
            sentences.setdefault(token.get("sentence"), []).append(token.text)
        texts += map(detokenised, sentences.values())
    for path in (gold / "reports-official/reports.jsonl", gold.parent / "bulk/whitehouse-800.jsonl"):
        for line in path.read_text(encoding="utf8").splitlines():
            # A line that goes on below is no sentence.
            texts.append(re.sub(r"(?<!\n)[ ]*\n(?=[^\s])", " ", json.loads(line)["text"]))
    pieces = dict.fromkeys(piece for text in texts for _, piece in rough(text) if not (re.search(r"[*_\\|]|http", piece) or piece[0] in "-•"))
    return [Sentence(piece, [], guideline=GUIDELINES.index("official")) for piece in pieces]


def training(gold: Path) -> dict[str, list[Sentence]]:
    names = gold / "names"
    return {
        "ewt": conllu(gold / "treebanks/en_ewt-ud-train.conllu"),
        "gum": conllu(gold / "treebanks/en_gum-ud-train.conllu", entities=True),
        "official": official(names / "official/train.jsonl"),
        "crossner": columns([names / f"crossner-politics/{p}.txt" for p in ("train", "dev")], CROSSNER, "crossner"),
        "wnut": columns([names / "wnut17/wnut17train.conll"], WNUT, "wnut"),
        "re3d": re3d(names / "re3d"),
    }


def developing(gold: Path) -> dict[str, list[Sentence]]:
    """The sets that choices are made by."""
    names = gold / "names"
    return {
        "ewt-dev": conllu(gold / "treebanks/en_ewt-ud-dev.conllu"),
        "gum-dev": conllu(gold / "treebanks/en_gum-ud-dev.conllu"),
        "official-dev": official(names / "official/dev.jsonl"),
        "uner-dev": columns([names / "uner-ewt/en_ewt-ud-dev.iob2"], CONLL, "none", word=1, tag=2),
        "un-dev": columns(sorted((names / "un-speeches-train").glob("*.txt")), CONLL, "none", merged=True),
    }


def testing(gold: Path) -> dict[str, list[Sentence]]:
    """Scored once a version."""
    return {
        "ewt-test": conllu(gold / "treebanks/en_ewt-ud-test.conllu"),
        "gum-test": conllu(gold / "treebanks/en_gum-ud-test.conllu"),
        "pud-test": conllu(gold / "treebanks/en_pud-ud-test.conllu"),
        "crossner-test": columns([gold / "names/crossner-politics/test.txt"], CROSSNER, "crossner"),
    }
