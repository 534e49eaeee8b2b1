"""The paper's ranker as an ONNX file: feature tensors in, scores and tier probabilities out, checked in PyTorch."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from narq2t.network.onnx_file import TOLERANCE, WrongExport
from narq2t.predictors.narq2t.model import NARQ2T


class _Answers(nn.Module):
    """features (n, N, P, P) -> scores (n,), and tiers (n, T) if there are any: tensors alone, as ONNX wants them."""

    def __init__(self, model: NARQ2T) -> None:
        super().__init__()
        self.model = model

    def forward(self, features: Tensor) -> tuple[Tensor, ...]:
        found = self.model(features)
        return (found.score,) if found.tier_logits is None else (found.score, found.tier_logits.softmax(-1))


def write_ranker(path: Path, model: NARQ2T, examples: Tensor) -> float:
    """Writes `features` (n, N, P, P) float32, raw as `encode` of a space makes them, to `scores` and `tiers`.

    `examples` (n, N, P, P), at least 2: what the file is checked on. Returns the largest difference between
    onnxruntime and PyTorch, as a share of the largest value. Raises WrongExport if it is more than `TOLERANCE`.
    """
    import onnx
    import onnxruntime

    answers = _Answers(model).eval()
    names = ["scores", "tiers"][: 2 if model.config.n_tiers else 1]
    program = torch.onnx.export(
        answers,
        (examples,),
        dynamo=True,
        input_names=["features"],
        output_names=names,
        dynamic_shapes={"features": {0: torch.export.Dim("n")}},
        verbose=False,
    )
    assert program is not None  # without a file name the program is returned
    onnx.checker.check_model(program.model_proto, full_check=True)
    content = program.model_proto.SerializeToString()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    with torch.inference_mode():
        expected = answers(examples)
    found = [torch.from_numpy(array) for array in session.run(names, {"features": examples.numpy()})]
    pairs = zip(found, expected, strict=True)
    difference = max(float((ours - theirs).abs().max() / theirs.abs().max().clamp(min=1)) for ours, theirs in pairs)
    if not difference <= TOLERANCE:
        raise WrongExport(f"onnxruntime and PyTorch differ by {difference:.2g}, more than {TOLERANCE}")
    path.write_bytes(content)
    return difference
