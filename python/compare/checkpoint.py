"""A checkpoint of the authors' training, read without running anything in it, and our space scored with it."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from compare import model_rows, theirs, weights
from compare.checkout import Modules
from compare.figures import ranked
from compare.rows import Figure, Row, Scored, Sides, compare
from narq2t.errors import Refused
from narq2t.predictors.narq2t.model import NARQ2T


class Unreadable(Refused):
    """The file is not a checkpoint of theirs."""


class _Settings:
    """Stands for their configuration, a dict that is its own attributes; nothing of it is looked at."""

    def __new__(cls, *_: Any) -> Any:  # of the types that torch fills, the one that also may have attributes
        return OrderedDict()


def _plain(*_: Any) -> dict[Any, Any]:
    """Stands for a defaultdict, which torch does not fill."""
    return {}


class _Nothing:
    """Stands for their optimiser, which hangs on the schedule that they save."""

    def __setstate__(self, state: Any) -> None: ...


# What their save_checkpoint pickles beside tensors. The names are only looked up here: none of their code is imported.
_STAND_INS: list[Any] = [
    (_Settings, "utils.config.Config"),
    (_Settings, "utils.config.AttrDict"),
    (_Nothing, "types.SimpleNamespace"),
    (_Nothing, "torch.optim.adamw.AdamW"),
    (_plain, "collections.defaultdict"),
    dict,
]


def read(file: Path) -> dict[str, Tensor]:
    """The weights, by their names there. Raises Unreadable."""
    if not file.is_file():
        raise Unreadable(f"there is no checkpoint {file}")
    try:
        with torch.serialization.safe_globals(_STAND_INS):
            content = torch.load(file, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError) as error:
        why = str(error).split("WeightsUnpickler error:")[-1].strip().splitlines()[0]
        raise Unreadable(f"{file} is not a checkpoint of theirs that can be read safely: {why}") from error
    state = content.get("state_dict") if isinstance(content, dict) else None
    if not isinstance(state, dict) or not all(isinstance(tensor, Tensor) for tensor in state.values()):
        raise Unreadable(f"{file} has no state_dict: it was not written by their save_checkpoint")
    return state


def score(
    modules: Modules,
    config: SimpleNamespace,
    file: Path,
    features: Tensor,
    accuracy: dict[str, Tensor],
    describe: list[str],
    validation: tuple[Tensor, Tensor],
) -> tuple[list[Row], Scored]:
    """Their model and ours with these weights, on the features of the whole space; and what they rank first.

    `validation` (indices, tiers) is met by the tiers first, where these are means: no checkpoint of theirs holds them.
    """
    state = read(file)
    ours = NARQ2T(model_rows.model_config(modules, config)).eval()
    weights.load(ours, state)
    ranker = theirs.model(modules, config).eval()
    weights.copy_into(ranker, ours)
    with torch.inference_mode(), theirs.tier_list(modules, config) as tiers:
        for rows, tier in zip(*(torch.split(part, config.val_batch_size) for part in validation), strict=True):
            label = model_rows.one_hot(tier, config.ranker.n_tier)
            theirs.meet(modules, tiers, theirs.forward(modules, ranker, features[rows], tiers)[2], label)
            ours(features[rows])
            model_rows.meet(ours, tier)
        said = [theirs.forward(modules, ranker, part, tiers) for part in torch.split(features, 256)]
        parts = [ours(part) for part in torch.split(features, 256)]
    logits, scores = torch.cat([x for x, *_ in said]), torch.cat([x for _, x, _ in said])
    for name, tensor in ranker.state_dict().items():  # ours came from the file, theirs from ours: so all three agree
        if not weights.UNUSED.search(name) and not torch.equal(tensor, state[name].to(tensor)):
            raise Unreadable(f"{file}: {name} was not carried over")
    own_logits = torch.cat([part.tier_logits for part in parts if part.tier_logits is not None])
    own_scores = torch.cat([part.score for part in parts])
    sides, among = Sides(f"{modules.release.model}.forward", "NARQ2T.forward"), f"{len(features):,} architectures"
    tolerance = model_rows.TOLERANCE[torch.float32]
    rows = [
        compare("Checkpoint", f"scores of {among}", sides, scores, own_scores, tolerance=tolerance),
        compare("Checkpoint", f"tier logits of {among}", sides, logits, own_logits, tolerance=tolerance),
    ]
    given = ranked(scores, logits.argmax(dim=1), accuracy, config.ranker.n_tier)
    own = ranked(own_scores, own_logits.argmax(dim=1), accuracy, config.ranker.n_tier)
    figures = tuple(Figure(name, "", given[name], own[name]) for name in given)
    tier_1 = torch.where(own_logits.argmax(dim=1) == 0, own_scores, -torch.inf)
    best = tuple(
        {
            "architecture": int(i),
            "description": describe[int(i)],
            "score": float(own_scores[i]),
            "validation": float(accuracy["validation"][i]),
            "test": float(accuracy["test"][i]),
        }
        for i in tier_1.topk(10).indices
    )
    return rows, Scored(str(file), figures, best)
