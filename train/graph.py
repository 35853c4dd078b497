"""A small hand for writing ONNX graphs: nodes one after the other, constants as they are met."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper, numpy_helper

REDUCED = 63
"""Largest weight in int8: two products of a byte with it still fit 16 bits, which processors without VNNI need."""


class Graph:
    def __init__(self):
        self.nodes, self.constants, self.inputs, self.outputs = [], {}, [], []

    def input(self, name: str, kind: int, *shape) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, list(shape)))
        return name

    def output(self, value: str, name: str, kind: int, *shape) -> None:
        self.node("Identity", value, out=name)
        self.outputs.append(helper.make_tensor_value_info(name, kind, list(shape)))

    def constant(self, array, name: str | None = None) -> str:
        name = name or f"c{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.asarray(array, order="C"), name)
        return name

    def node(self, op: str, *inputs: str, out: str | None = None, outs: int = 1, **attributes):
        names = [out] if out else [f"v{len(self.nodes)}_{k}" for k in range(outs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names[0] if outs == 1 else names

    def reshape(self, x: str, *shape: int) -> str:
        return self.node("Reshape", x, self.constant(np.array(shape, np.int64)))

    def add(self, a: str, b) -> str:
        return self.node("Add", a, b if isinstance(b, str) else self.constant(b))

    def gelu(self, x: str) -> str:
        """The exact form, by the error function."""
        f = lambda v: self.constant(np.float32(v))
        half = self.node("Erf", self.node("Div", x, f(2**0.5)))
        return self.node("Mul", self.node("Mul", x, self.node("Add", half, f(1))), f(0.5))

    def norm(self, x: str, weight, bias) -> str:
        return self.node("LayerNormalization", x, self.constant(weight), self.constant(bias), axis=-1, epsilon=1e-12)

    def table(self, weight: np.ndarray, ids: str, name: str) -> str:
        """Rows of a table kept in int8 with one scale a row."""
        scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
        rows = self.constant(np.round(weight / scale).astype(np.int8), name)
        scales = self.constant(scale.astype(np.float32), name + ".scale")
        values = self.node("Cast", self.node("Gather", rows, ids, axis=0), to=TensorProto.FLOAT)
        return self.node("Mul", values, self.node("Gather", scales, ids, axis=0))

    def dense(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """x @ weight + bias, in floats."""
        return self.add(self.node("MatMul", x, self.constant(weight)), bias)

    def quantised(self, x: str, span: tuple[float, float]) -> tuple[str, str, float]:
        """x as bytes, for the span of values that were met; also the zero point and the scale."""
        low, high = min(span[0], 0.0), max(span[1], 0.0)
        scale = (high - low) / 255
        zero = self.constant(np.uint8(round(-low / scale)))
        return self.node("QuantizeLinear", x, self.constant(np.float32(scale)), zero), zero, scale

    def dense8(self, bytes_: tuple[str, str, float], weight: np.ndarray, bias: np.ndarray) -> str:
        """The same with bytes: weights in reduced int8, one scale an output."""
        x, zero, scale = bytes_
        weight_scale = np.maximum(np.abs(weight).max(0), 1e-8) / REDUCED
        w = self.constant(np.round(weight / weight_scale).astype(np.int8))
        none = self.constant(np.zeros(weight.shape[1], np.int8))
        product = self.node("Cast", self.node("MatMulInteger", x, w, zero, none), to=TensorProto.FLOAT)
        return self.add(self.node("Mul", product, self.constant((weight_scale * scale).astype(np.float32))), bias)

    def model(self, metadata: dict[str, str]):
        graph = helper.make_graph(self.nodes, "analyser", self.inputs, self.outputs, list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="chancery")
        model.ir_version = 8
        helper.set_model_props(model, metadata)
        return model
