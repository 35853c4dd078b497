"""What trained analysers tell of sentences: targets where no annotation speaks, and a softer word beside one that does.

Distilling several analysers into one: Hinton et al. 2015 (arXiv:1503.02531), for trees Kuncoro et al. 2016
(arXiv:1609.07561); leaning on the teachers less and less: Clark et al. 2019 (arXiv:1907.04829).
"""

from __future__ import annotations

from pathlib import Path

import torch

from batches import Encoded, TOLD, UNSET, packed, tensors
from labels import Labels
from model import Analyser


def load(run: Path, labels: Labels) -> Analyser:
    """The analyser that a run of training left; it must speak of the same labels."""
    model, own = Analyser.trained(run)
    if own != labels:
        raise SystemExit(f"{run}: a teacher of other labels; train it on the same corpora")
    return model.eval()


@torch.no_grad()
def tell(teachers: list[Analyser], items: list[Encoded]) -> None:
    """Adds to each sentence the mean of the teachers' distributions: `told`, for each task the TOLD likeliest answers a
    word and their shares (two tensors [words, TOLD]); `told_names` [words, TAGS]; `told_head`, the likeliest head.
    Relations are those of the annotated head where there is one."""
    share = 1 / len(teachers)
    for batch in packed(items, 6000):
        t = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            outs = [model(t) for model in teachers]
            mean = lambda key: sum(torch.softmax(o[key], -1) for o in outs) * share
            told = {k: mean(k) for k in ("upos", "xpos", "lemma")}
            told["head"] = mean("arc")
            names = mean("names")
            best = told["head"].argmax(-1)
            heads = torch.where(t["governor"] != UNSET, t["governor"], best)
            told["relation"] = sum(torch.softmax(m.relations(o, heads), -1) for m, o in zip(teachers, outs)) * share
        for k, shares in told.items():
            few = min(TOLD, shares.shape[-1])
            shares, answers = shares.float().topk(few)
            # What has no share is told of word 0, which every batch has.
            shares = shares.masked_fill(shares < 1e-3, 0.0)
            told[k] = answers.masked_fill(shares == 0, 0), shares / shares.sum(-1, keepdim=True)
        for r, e in enumerate(batch):
            words = slice(1, e.words + 1)
            e.told = {k: (a[r, words].to(torch.int16).clone(), s[r, words].half()) for k, (a, s) in told.items()}
            e.told_names = names[r, words].half()
            e.told_head = best[r, words].to(torch.int16).clone()
