"""What the heads can say: parts of speech, relations, lemma scripts, name tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]

KINDS = ["person", "organisation", "place", "group", "other"]
"""Kinds of name; tag 0 is no name, 1 + 2k starts a name of kind k, 2 + 2k goes on with it."""
TAGS = 1 + 2 * len(KINDS)
OUTSIDE = 1
ANY = (1 << TAGS) - 1
"""Name tags are told as a set of bits: those that the annotation allows for a word."""


def starts(*kinds: str) -> int:
    return sum(1 << (1 + 2 * KINDS.index(k)) for k in kinds)


def goes_on(*kinds: str) -> int:
    return sum(1 << (2 + 2 * KINDS.index(k)) for k in kinds)


def lemma_script(form: str, lemma: str) -> str:
    """How to make the lemma of the form: letter case (`l`ower, `k`ept, `t`itle), letters to cut from the
    end, letters to add; or `=lemma` when the two have too little in common."""
    for case, base in (("l", form.lower()), ("k", form), ("t", form[:1].upper() + form[1:].lower())):
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        cut = len(base) - shared
        if shared == len(base) == len(lemma) or (shared >= 1 and cut <= 4 and len(lemma) - shared <= 4 and 2 * shared >= len(base) - 1):
            return f"{case}{cut}{lemma[shared:]}"
    return "=" + lemma


def apply_script(script: str, form: str) -> str:
    """The lemma that a script makes of a form."""
    if script[0] == "=":
        return script[1:]
    base = {"l": form.lower(), "k": form, "t": form[:1].upper() + form[1:].lower()}[script[0]]
    cut = int(script[1])
    return (base[: len(base) - cut] if cut < len(base) else base[:1]) + script[2:]


@dataclass
class Labels:
    """The closed sets that training saw; order is the order of the outputs."""

    upos: list[str]
    xpos: list[str]
    relations: list[str]
    lemmas: list[str]
    kinds: list[str]

    @classmethod
    def seen(cls, sentences) -> "Labels":
        xpos, relations, lemmas = Counter(), Counter(), Counter()
        for s in sentences:
            if s.heads is None:
                continue
            xpos.update(s.xpos)
            relations.update(s.relations)
            lemmas.update(lemma_script(f, l) for f, l in zip(s.forms, s.lemmas))
        often = lambda counter, least: sorted(k for k, n in counter.items() if n >= least)
        return cls(UPOS, often(xpos, 2), often(relations, 1), often(lemmas, 3), KINDS)

    def as_dict(self) -> dict:
        return asdict(self)
