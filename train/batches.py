"""Sentences into tensors."""

from __future__ import annotations

import random

import torch

from corpora import Sentence
from labels import ANY, TAGS, Labels, goes_on, lemma_script, starts

CLS, SEP = 101, 102
KNOWN = 20
UNSET = -100
"""Targets that say nothing."""
TOLD = 3
"""Answers of the teachers that are kept of each word and task."""
TASKS = ("upos", "xpos", "lemma", "head", "relation")


class Encoded:
    """A sentence, or several of one paragraph in a row, as numbers."""

    def __init__(self, sentences: list[Sentence], labels: Labels | None):
        self.sentences = sentences
        first = sentences[0]
        self.guideline = first.guideline
        join = lambda key: [x for s in sentences for x in s.features[key]]
        self.pieces, self.known = join("pieces"), join("known")
        self.shape, self.ending3, self.ending2 = join("shape"), join("ending3"), join("ending2")
        at = 0
        for before in sentences[:-1]:
            # Only the first word of the whole opens it, as the program sees an uncut stretch.
            at += len(before.words)
            self.shape[at] -= 10
        self.words = len(self.pieces)
        self.length = 2 + sum(map(len, self.pieces))
        self.vector = first.vector if len(sentences) == 1 else None
        names = [s.names for s in sentences]
        self.names = [t for n in names for t in n] if all(n is not None for n in names) else [ANY] * self.words
        self.end = [UNSET] * self.words
        self.told = self.told_names = self.told_head = None
        self.upos = self.xpos = self.lemma = self.head = self.relation = None
        if first.heads is not None and labels is not None:
            index = lambda values: {v: i for i, v in enumerate(values)}
            upos, xpos, relation, lemma = map(index, (labels.upos, labels.xpos, labels.relations, labels.lemmas))
            get = lambda table, values: [table.get(v, UNSET) for v in values]
            self.upos = get(upos, [u for s in sentences for u in s.upos])
            self.xpos = get(xpos, [x for s in sentences for x in s.xpos])
            self.relation = get(relation, [r for s in sentences for r in s.relations])
            self.lemma = get(lemma, [lemma_script(f, l) for s in sentences for f, l in zip(s.forms, s.lemmas)])
            self.head, offset = [], 0
            self.end = [0] * self.words
            for s in sentences:
                # The root of one sentence among several has no head there is a word for.
                self.head += [h + offset if h or len(sentences) == 1 else UNSET for h in s.heads]
                offset += len(s.words)
                self.end[offset - 1] = 1
            self.end[-1] = UNSET
            self.relation = [r if h != UNSET else UNSET for r, h in zip(self.relation, self.head)]


def rounded(length: int) -> int:
    """The length that a sentence is padded to: few sizes, so that memory and compiled kernels are used again."""
    step = 4 if length <= 64 else 16
    return -(-length // step) * step


def tensors(batch: list[Encoded], dropped: random.Random | None = None, rows: int = 0, trust: float = 1.0) -> dict[str, torch.Tensor]:
    """A batch: B sentences, S pieces, W words and one more, word 0 being the root. `dropped` lets the register
    fall silent, and the guideline be unknown, for some sentences. With `rows`, B is that at least.

    The targets of a task are several answers a word with their shares, `TASK` and `TASK_share` [B, W, 1 + TOLD]: the
    annotation with share `trust`, the teachers with the rest, or either alone where the other is silent."""
    b, s, w = max(rows, len(batch)), rounded(max(e.length for e in batch)), rounded(max(e.words for e in batch) + 1)
    whole = lambda *shape, fill=0: torch.full(shape, fill, dtype=torch.long)
    out = {"ids": whole(b, s), "word": whole(b, s), "first": whole(b, w), "last": whole(b, w)}
    out |= {k: whole(b, w) for k in ("shape", "ending3", "ending2")}
    out |= {k: whole(b, w, 1 + TOLD) for k in TASKS} | {k + "_share": torch.zeros(b, w, 1 + TOLD) for k in TASKS}
    out |= {"told_names": torch.zeros(b, w, TAGS), "names_trust": torch.ones(b, w)}
    out |= {"end": whole(b, w, fill=UNSET), "governor": whole(b, w, fill=UNSET)}
    out |= {"names": whole(b, w, fill=ANY), "guideline": whole(b), "words": whole(b), "pieces": whole(b)}
    out["known"] = torch.zeros(b, w, KNOWN)
    out["vector"], out["has_vector"] = torch.zeros(b, 384), torch.zeros(b)
    out["pieces"] += 1
    bits = torch.arange(KNOWN)
    for r, e in enumerate(batch):
        ids, word, first, last = [CLS], [0], [0], [0]
        for i, pieces in enumerate(e.pieces):
            first.append(len(ids))
            ids += pieces
            word += [i + 1] * len(pieces)
            last.append(len(ids) - 1)
        ids.append(SEP)
        word.append(0)
        n = e.words
        out["ids"][r, : len(ids)] = torch.tensor(ids)
        out["word"][r, : len(ids)] = torch.tensor(word)
        out["first"][r, : n + 1] = torch.tensor(first)
        out["last"][r, : n + 1] = torch.tensor(last)
        out["words"][r], out["pieces"][r] = n, len(ids)
        words = slice(1, n + 1)
        for k in ("shape", "ending3", "ending2", "end", "names"):
            out[k][r, words] = torch.tensor(getattr(e, k))
        for k in TASKS:
            answers, shares, values = out[k][r, words], out[k + "_share"][r, words], getattr(e, k)
            if values is not None:
                values = torch.tensor(values)
                answers[:, 0], shares[:, 0] = values.clamp(min=0), (values != UNSET).float()
            if e.told is not None:
                told, share = e.told[k]
                answers[:, 1 : 1 + told.shape[1]] = told
                rest = torch.where(shares[:, :1] > 0, 1 - trust, 1.0)
                shares[:, 1 : 1 + told.shape[1]] = share * rest
                shares[:, 0] *= trust
        if e.head is not None or e.told_head is not None:
            out["governor"][r, words] = torch.as_tensor(e.head if e.head is not None else e.told_head.long())
        if e.told_names is not None:
            out["told_names"][r, words] = e.told_names.float()
            out["names_trust"][r, words] = torch.where(out["names"][r, words] == ANY, 0.0, trust)
        if not (dropped and dropped.random() < 0.15):
            out["known"][r, 1 : n + 1] = ((torch.tensor(e.known)[:, None] >> bits) & 1).float()
        if not (dropped and dropped.random() < 0.4):
            out["guideline"][r] = e.guideline
        if e.vector is not None:
            out["vector"][r], out["has_vector"][r] = torch.as_tensor(e.vector), 1.0
    return out


def packed(items: list[Encoded], budget: int, shuffle: random.Random | None = None) -> list[list[Encoded]]:
    """Batches of like length, of at most `budget` pieces with their padding."""
    items = list(items)
    if shuffle:
        shuffle.shuffle(items)
    items.sort(key=lambda e: e.length)
    out, batch = [], []
    for e in items:
        if batch and (rounded(e.length) > rounded(batch[-1].length) or (len(batch) + 1) * rounded(e.length) > budget):
            out.append(batch)
            batch = []
        batch.append(e)
    if batch:
        out.append(batch)
    if shuffle:
        shuffle.shuffle(out)
    return out


def stretches(sentences: list[Sentence], labels: Labels, count: int, rng: random.Random) -> list[Encoded]:
    """Runs of two to four sentences of one paragraph, for the head that tells where a sentence ends; up to half of
    them begin with a sentence that no mark ends, as captions, lists and headlines do."""
    starts = [i for i in range(len(sentences) - 1) if sentences[i].paragraph == sentences[i + 1].paragraph >= 0]
    unmarked = [i for i in starts if sentences[i].text.rstrip(" \"'”’)")[-1:] not in tuple(".?!")]
    chosen = rng.sample(unmarked, min(count // 2, len(unmarked)))
    others = sorted(set(starts) - set(chosen))
    chosen += rng.sample(others, min(count - len(chosen), len(others)))
    out = []
    for i in chosen:
        run = [sentences[i]]
        for s in sentences[i + 1 : i + rng.choice((2, 3, 4))]:
            if s.paragraph != run[0].paragraph:
                break
            run.append(s)
        e = Encoded(run, labels)
        if e.length <= 200:
            out.append(e)
    return out


def recased(sentences: list[Sentence], upper: bool) -> list[Sentence]:
    """The sentences in capitals (headlines) or without any; names and trees stay. Features are to be added anew."""
    out = []
    for s in sentences:
        text = s.text.upper() if upper else s.text.lower()
        if len(text) == len(s.text):
            out.append(Sentence(text, s.words, s.upos, s.xpos, s.lemmas, s.heads, s.relations, s.names, s.guideline))
    return out


def without_comma(sentences: list[Sentence]) -> list[Sentence]:
    """Sentences that name a place and what it lies in, less the comma between, as hasty texts have them; only their
    names stay. Features are to be added anew."""
    place, inside = starts("place"), goes_on("place")
    out = []
    for s in sentences:
        forms, names = s.forms, s.names
        if names is None or len(names) != len(forms):
            continue
        gone = {i for i in range(1, len(forms) - 1) if forms[i] == "," and names[i - 1] in (place, inside) and names[i + 1] == place}
        if not gone:
            continue
        text, words = "", []
        for i, form in enumerate(forms):
            if i in gone:
                continue
            gap = i > 0 and (i - 1 in gone or s.words[i - 1][1] < s.words[i][0])
            text += " " if gap else ""
            words.append((len(text), len(text) + len(form)))
            text += form
        out.append(Sentence(text, words, names=[n for i, n in enumerate(names) if i not in gone], guideline=s.guideline))
    return out
