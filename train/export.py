"""Writes the trained analyser as one ONNX file: `python train/export.py RUN OUT.onnx [--float] [--guideline NAME]`.

Weights become int8 with reduced range, one scale an output; what flows in is quantised by the span met on training
sentences, so that a sentence's result never hangs on what else is in its batch. Vocabulary and labels travel in the
file's metadata.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto

import corpora
from batches import Encoded, packed, tensors
from graph import Graph
from model import ARC, Analyser, HEADS, MIXED, RELATION, WIDTH
from train import published

FLOAT, INT = TensorProto.FLOAT, TensorProto.INT32

# Added to the score of "no name": trained on sets whose guidelines differ, the analyser names too much. Of 0 to 2.5 in
# steps of a half, the best over the three development sets of names together.
NO_NAME = 2.0


@torch.no_grad()
def spans_met(model: Analyser, items: list[Encoded]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Smallest and largest value that flowed into each channel of each linear map."""
    met: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    hooks = []
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Linear):
            def note(_, inputs, name=name):
                x = inputs[0].flatten(0, -2)
                low, high = x.amin(0).numpy(), x.amax(0).numpy()
                old = met.get(name, (low, high))
                met[name] = np.minimum(low, old[0]), np.maximum(high, old[1])
            hooks.append(module.register_forward_pre_hook(note))
    model.eval()
    for batch in packed(items, 3000):
        model(tensors(batch))
    for hook in hooks:
        hook.remove()
    return met


def build(model: Analyser, met: dict, guideline: int, floats: bool) -> Graph:
    g, e = Graph(), model.encoder
    array = lambda t: t.detach().numpy().astype(np.float32)

    def levels(module, name):
        """By how much each incoming channel is divided, and its weights multiplied, so that neither has
        outliers that would cost the others their bits (Xiao et al. 2022, arXiv:2211.10438)."""
        low, high = met[name]
        most = np.maximum(np.maximum(np.abs(low), np.abs(high)), 1e-5)
        weight = np.maximum(np.abs(array(module.weight)).max(0), 1e-5)
        level = np.sqrt(most / weight)
        return (level / np.exp(np.log(level).mean())).astype(np.float32)

    def linear(x, module, name, extra=0.0, scaled=None, level=None, done=False):
        """`level`: divide by these levels, which `done` says has been done before."""
        weight, bias = array(module.weight).T, array(module.bias) + extra
        if scaled is not None:
            weight, bias = weight * scaled, bias * scaled
        if floats:
            return g.dense(x, weight, bias)
        low, high = met[name]
        if level is not None:
            weight, low, high = weight * level[:, None], low / level, high / level
            x = x if done else g.node("Mul", x, g.constant(1 / level))
        return g.dense8(g.quantised(x, (low.min(), high.max())), weight, bias)

    def levelled(x, module, name, **more):
        return linear(x, module, name, level=levels(module, name), **more)

    ids = g.input("ids", INT, "batch", "pieces")
    place = g.input("place", INT, "pieces")
    word = g.input("word", INT, "batch", "pieces")
    present = g.input("present", FLOAT, "batch", 1, 1, "pieces")
    first, last = g.input("first", INT, "words"), g.input("last", INT, "words")
    looks = {k: g.input(k, INT, "words") for k in ("shape", "ending3", "ending2")}
    known = g.input("known", FLOAT, "words", 20)
    sentence = g.input("sentence", INT, 2)

    told = g.add(g.node("Gather", g.constant(array(e.shape.weight)), looks["shape"], axis=0),
                 g.node("MatMul", known, g.constant(array(e.known.weight).T)))
    pieces = g.table(array(e.piece.weight), ids, "pieces")
    places = g.node("Gather", g.constant(array(e.place.weight) + array(e.kind)), place, axis=0)
    x = g.add(g.add(pieces, places), g.node("Gather", told, word, axis=0))
    x = g.norm(x, array(e.norm.weight), array(e.norm.bias))
    layers = []
    size = WIDTH // HEADS
    for i, layer in enumerate(e.layers):
        name = f"encoder.layers.{i}."
        # What is asked is scaled here rather than the scores; values bring the levels of the next map with them.
        out_level = np.ones(WIDTH, np.float32) if floats else levels(layer.out, name + "out")
        scale = np.concatenate([np.full(WIDTH, size**-0.5), np.ones(WIDTH), 1 / out_level]).astype(np.float32)
        qkv = levelled(x, layer.qkv, name + "qkv", scaled=scale)
        q, k, v = g.node("Split", qkv, g.constant(np.array([WIDTH] * 3, np.int64)), outs=3, axis=-1)
        heads = lambda t, *perm: g.node("Transpose", g.reshape(t, 0, 0, HEADS, size), perm=perm)
        scores = g.node("MatMul", heads(q, 0, 2, 1, 3), heads(k, 0, 2, 3, 1))
        weights = g.node("Softmax", g.node("Add", scores, present), axis=-1)
        context = g.node("Transpose", g.node("MatMul", weights, heads(v, 0, 2, 1, 3)), perm=(0, 2, 1, 3))
        context = linear(g.reshape(context, 0, 0, WIDTH), layer.out, name + "out", level=out_level, done=True)
        x = g.norm(g.node("Add", x, context), array(layer.norm1.weight), array(layer.norm1.bias))
        inner = linear(g.gelu(levelled(x, layer.up, name + "up")), layer.down, name + "down")
        x = g.norm(g.node("Add", x, inner), array(layer.norm2.weight), array(layer.norm2.bias))
        layers.append(x)

    # Each task's own mixture of layers, at the first and at the last piece of each word.
    mix = g.constant(array(torch.softmax(model.mix, -1)))
    def mixed(at):
        rows = [g.reshape(g.node("Gather", g.reshape(l, -1, WIDTH), at, axis=0), 1, -1) for l in layers[-MIXED:]]
        both = g.node("MatMul", mix, g.node("Concat", *rows, axis=0))
        parts = g.node("Split", both, g.constant(np.array([1] * 3, np.int64)), outs=3, axis=0)
        return [g.reshape(p, -1, WIDTH) for p in parts]
    firsts, lasts = mixed(first), mixed(last)
    features = [g.node("Gather", g.constant(array(t.weight)), looks[k], axis=0)
                for k, t in (("shape", model.shape), ("ending3", model.ending3), ("ending2", model.ending2))]
    features.append(g.node("MatMul", known, g.constant(array(model.known.weight).T)))
    tag_in, tree_in, name_in = (g.node("Concat", firsts[t], lasts[t], *features, axis=-1) for t in range(3))

    tags = levelled(g.gelu(levelled(tag_in, model.tag, "tag")), model.tags, "tags")
    parts = g.node("Split", tags, g.constant(np.array(model.sizes, np.int64)), outs=4, axis=-1)
    for part, name in zip(parts, ("upos", "xpos", "lemma")):
        best = g.node("ArgMax", part, axis=-1, keepdims=0)
        g.output(g.node("Cast", best, to=INT), name, INT, "words")
    g.output(parts[3], "end", FLOAT, "words", 1)

    names = levelled(name_in, model.name, "name", extra=array(model.guideline.weight)[guideline])
    no_name = np.zeros(11, np.float32)
    no_name[0] = NO_NAME
    g.output(g.dense(g.gelu(names), array(model.names.weight).T, array(model.names.bias) + no_name), "names", FLOAT, "words", 11)

    hidden = g.gelu(levelled(tree_in, model.tree, "tree"))
    sizes = g.constant(np.array([ARC, ARC, RELATION, RELATION], np.int64))
    head, dependent, rel_head, rel_dependent = g.node("Split", hidden, sizes, outs=4, axis=-1)
    asked = levelled(dependent, model.arc, "arc", scaled=np.float32(ARC**-0.5))
    shape = g.node("Concat", g.node("Cast", sentence, to=TensorProto.INT64), g.constant(np.array([ARC], np.int64)), axis=0)
    rows, columns = g.node("Reshape", asked, shape), g.node("Transpose", g.node("Reshape", head, shape), perm=(0, 2, 1))
    g.output(g.node("MatMul", rows, columns), "arc", FLOAT, "batch", "width", "width")
    g.output(rel_head, "head", FLOAT, "words", RELATION)
    g.output(rel_dependent, "dependent", FLOAT, "words", RELATION)

    # A graph of its own: relations of pairs that the tree has chosen.
    a, b = g.input("pair_dependent", FLOAT, "pairs", RELATION), g.input("pair_head", FLOAT, "pairs", RELATION)
    pair = g.node("Concat", a, b, g.node("Mul", a, b), axis=-1)
    best = g.node("ArgMax", g.dense(pair, array(model.relation.weight).T, array(model.relation.bias)), axis=-1, keepdims=0)
    g.output(g.node("Cast", best, to=INT), "relation", INT, "pairs")

    share = g.input("share", FLOAT, "batch", 1, "pieces")
    pooled = g.reshape(g.node("MatMul", share, layers[-1]), -1, WIDTH)
    g.output(g.dense(pooled, array(model.vector.weight).T, array(model.vector.bias)), "vector", FLOAT, "batch", WIDTH)
    return g


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("run", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    p.add_argument("--program", type=Path, default=Path("target/release/examples/features"))
    p.add_argument("--guideline", default="official", choices=corpora.GUIDELINES)
    p.add_argument("--float", action="store_true", help="leave out the int8, to measure what it costs")
    args = p.parse_args()
    model, labels = Analyser.trained(args.run)
    vocabulary = published() / "vocab.txt"
    sets = corpora.training(args.gold)
    sample = [s for k in ("ewt", "gum", "official", "crossner") for s in random.Random(3).sample(sets[k], 500)]
    corpora.add_features(sample, args.program, vocabulary)
    met = spans_met(model, [e for s in sample if (e := Encoded([s], labels)).length <= 200])
    graph = build(model, met, corpora.GUIDELINES.index(args.guideline), args.float)
    about = {k: "\n".join(v) for k, v in labels.as_dict().items()} | {"vocabulary": vocabulary.read_text(encoding="utf8")}
    onnx.save(graph.model(about), args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
