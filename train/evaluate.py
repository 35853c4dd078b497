"""Quick figures while training: greedy trees, names as the tags come. The figures that count are those of the
program itself (`chancery score`)."""

from __future__ import annotations

import torch

from batches import Encoded, UNSET, packed, tensors
from labels import ANY, KINDS, Labels, apply_script


@torch.no_grad()
def predict(model, items: list[Encoded], budget: int = 6000):
    """Per sentence, the best of each output as lists."""
    model.eval()
    out = {}
    for batch in packed(items, budget):
        t = tensors(batch)
        scores = model(t)
        heads = scores["arc"].argmax(-1)
        relations = model.relations(scores, heads).argmax(-1)
        best = {k: scores[k].argmax(-1) for k in ("upos", "xpos", "lemma", "names")}
        best |= {"head": heads, "relation": relations, "end": (scores["end"][..., 0] > 0).long()}
        for r, e in enumerate(batch):
            out[id(e)] = {k: v[r, 1 : e.words + 1].tolist() for k, v in best.items()}
            out[id(e)]["vector"] = scores["vector"][r]
    model.train()
    return [out[id(e)] for e in items]


def spans(tags: list[int]) -> set[tuple[int, int, int]]:
    """Names of a row of tags: first word, word behind, kind; a tag that goes on with nothing starts a name."""
    out, start = set(), None
    for i, tag in enumerate([*tags, 0]):
        kind = (tag - 1) // 2 if tag else None
        if start is not None and (kind != start[1] or tag % 2 == 1):
            out.add((start[0], i, start[1]))
            start = None
        if kind is not None and start is None:
            start = (i, kind)
    return out


def allowed_spans(bits: list[int]) -> set[tuple[int, int, int]]:
    """Names of an annotation; where several kinds are allowed the last counts."""
    return spans([0 if b & 1 else b.bit_length() - 1 for b in bits])


def merged(tags):
    """Tags without starts, as in sets that have none."""
    out, before = [], None
    for tag in tags:
        kind = (tag - 1) // 2 if tag else None
        out.append(0 if kind is None else 2 + 2 * kind if kind == before else 1 + 2 * kind)
        before = kind
    return out


def f1(found: set, gold: set) -> tuple[float, float, float]:
    hit = len(found & gold)
    p, r = hit / max(1, len(found)), hit / max(1, len(gold))
    return p, r, 2 * p * r / max(1e-9, p + r)


def figures(model, items: list[Encoded], labels: Labels, kinds=("person", "organisation", "place"), merge=False, guideline=0) -> dict:
    """Figures of a set, in per cent."""
    for e in items:
        e.guideline = guideline
    found = predict(model, items)
    out = {}
    if items[0].upos is not None:
        n = 0
        hits = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las", "words", "las-words"), 0)
        for e, p in zip(items, found):
            forms = [f for s in e.sentences for f in s.forms]
            lemmas = [l for s in e.sentences for l in s.lemmas]
            for i in range(e.words):
                n += 1
                hits["upos"] += p["upos"][i] == e.upos[i]
                hits["xpos"] += p["xpos"][i] == e.xpos[i]
                hits["lemma"] += apply_script(labels.lemmas[p["lemma"][i]], forms[i]) == lemmas[i]
                right = p["head"][i] == e.head[i]
                hits["uas"] += right
                hits["las"] += right and p["relation"][i] == e.relation[i]
                if labels.upos[e.upos[i]] != "PUNCT":
                    hits["words"] += 1
                    hits["las-words"] += right and p["relation"][i] == e.relation[i]
        words = hits.pop("words")
        out = {k: round(100 * v / (words if k == "las-words" else n), 2) for k, v in hits.items()}
    ends = [(p["end"][i], e.end[i]) for e, p in zip(items, found) for i in range(e.words) if e.end[i] != UNSET]
    if any(gold for _, gold in ends):
        hit = sum(a and b for a, b in ends)
        out["end"] = round(200 * hit / (sum(a for a, _ in ends) + sum(b for _, b in ends)), 2)
    if any(t != ANY for e in items for t in e.names):
        scored = [KINDS.index(k) for k in kinds]
        a, b = set(), set()
        for i, (e, p) in enumerate(zip(items, found)):
            fix = merged if merge else list
            a |= {(i, *s) for s in spans(fix(p["names"])) if s[2] in scored}
            b |= {(i, *s) for s in allowed_spans(e.names) if s[2] in scored}
        out["names"] = tuple(round(100 * x, 1) for x in f1(a, b))
    return out


def likeness(model, items: list[Encoded], vectors: torch.Tensor) -> float:
    """Correlation of the cosines of neighbouring sentences with those of the published model's vectors."""
    found = torch.stack([p["vector"] for p in predict(model, items)])
    cosines = lambda v: torch.cat([(v[:-k] * v[k:]).sum(-1) for k in (1, 2, 7)])
    return torch.corrcoef(torch.stack([cosines(found), cosines(vectors)]))[0, 1].item()
