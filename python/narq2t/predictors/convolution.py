"""Convolutional predictors of feature tensors that learn the order of architectures: `renas.py`, `convnet.py`."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .base import Cancelled, Figures, NotFittedError
from .cells import Matrix
from .narq2t.checkpoint import UnusableState, read_state, write_state
from .narq2t.losses import ranking_loss


@dataclass(frozen=True, kw_only=True)
class ConvolutionSettings:
    """`channels` of the 3 x 3 convolutions, widths of the `hidden` layers behind them, and how they are trained."""

    channels: tuple[int, ...]
    hidden: tuple[int, ...]
    epochs: int = 200
    batch_size: int = 1024
    learning_rate: float = 0.001

    def __post_init__(self) -> None:
        if not self.channels or min((*self.channels, *self.hidden, self.epochs)) < 1 or self.batch_size < 2:
            raise ValueError(f"channels, hidden, epochs must be positive and batch_size at least 2, not {self}")
        if not self.learning_rate > 0:
            raise ValueError(f"learning_rate must be positive, not {self.learning_rate}")


class Convolution(nn.Module):
    """Patches as channels: convolutions with batch norm and ReLU, then linear layers, (B, N, P, P) -> (B,)."""

    mean: Tensor
    spread: Tensor

    def __init__(self, settings: ConvolutionSettings, patches: int, side: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(patches, side, side))  # of each number over what was learnt
        self.register_buffer("spread", torch.ones(patches, side, side))
        layers: list[nn.Module] = []
        for before, after in pairwise((patches, *settings.channels)):
            layers += [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
        layers.append(nn.Flatten())
        for before, after in pairwise((settings.channels[-1] * side**2, *settings.hidden)):
            layers += [nn.Linear(before, after), nn.ReLU()]
        layers.append(nn.Linear((settings.channels[-1] * side**2, *settings.hidden)[-1], 1))
        self.layers = nn.Sequential(*layers)

    def standardise_by(self, features: Tensor) -> None:
        """Numbers of these features (n, N, P, P) get mean 0 and deviation 1; those that are always the same get 0."""
        spread = features.std(dim=0, correction=0)
        self.mean.copy_(features.mean(dim=0))
        self.spread.copy_(torch.where(spread > 0, spread, 1.0))

    def forward(self, features: Tensor) -> Tensor:
        """features (B, N, P, P), raw -> scores (B,), higher is better."""
        scores: Tensor = self.layers((features - self.mean) / self.spread).squeeze(-1)
        return scores


class ConvolutionPredictor:
    """Learns the order of all that it is told, by the mean logistic loss over pairs (Eq. 9). For one thread at a time.

    Of all epochs the weights are kept with which most pairs of a batch were in the right order, as in ReNAS's code.
    """

    def __init__(self, name: str, settings: ConvolutionSettings, patches: int, side: int) -> None:
        self.name = name
        self.settings = settings
        self.model = Convolution(settings, patches, side)
        self.fitted = False

    def fit(self, features: Tensor, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        """Learns the values (n,) of features (n, N, P, P) from weights that the seed draws.

        Raises ValueError for fewer than 2 or values that are not finite; Cancelled, and is then as it was before.
        """
        started = time.perf_counter()
        known = torch.from_numpy(np.asarray(values, dtype=np.float32))
        if len(known) < 2 or len(known) != len(features) or not known.isfinite().all():
            raise ValueError(
                f"{len(features)} architectures with {int(known.isfinite().sum())} values: 2 or more needed"
            )
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = Convolution(self.settings, *self.model.mean.shape[:2])
            model.standardise_by(features)
            best, ordered = self._train(model, features, known, cancelled)
        model.load_state_dict(best)
        self.model, self.fitted = model.eval(), True
        return {"labels": len(known), "ordered": ordered, "seconds": time.perf_counter() - started}

    def _train(
        self, model: Convolution, features: Tensor, values: Tensor, cancelled: Callable[[], bool]
    ) -> tuple[dict[str, Tensor], float]:
        """The weights with the largest share of pairs in order, and that share."""
        optimizer = torch.optim.Adam(model.parameters(), lr=self.settings.learning_rate)
        best, ordered = deepcopy(model.state_dict()), -1.0
        for _ in range(self.settings.epochs):
            if cancelled():
                raise Cancelled("cancelled between two epochs")
            model.train()
            shares = []
            order = torch.randperm(len(values))
            for start in range(0, len(order), self.settings.batch_size):
                rows = order[start : start + self.settings.batch_size]
                if len(rows) < 2:  # nothing to compare, and batch norm needs two
                    continue
                scores = model(features[rows])
                loss = ranking_loss(scores, values[rows])
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                shares.append(_in_order(scores.detach(), values[rows]))
            share = float(np.mean(shares))
            if share > ordered:
                best, ordered = deepcopy(model.state_dict()), share
        return best, ordered

    def predict(self, features: Tensor) -> Tensor:
        """Scores (n,) of features (n, N, P, P). Raises NotFittedError before the first fit."""
        if not self.fitted:
            raise NotFittedError("the predictor was not fitted yet")
        with torch.inference_mode():
            scores: Tensor = self.model(features)
        return scores

    def save(self, path: Path) -> None:
        """Writes all that predictions depend on, atomically. Raises NotFittedError before the first fit."""
        if not self.fitted:
            raise NotFittedError("the predictor was not fitted yet")
        write_state(path, self.model.state_dict(), self._described())

    def load(self, path: Path) -> None:
        """Takes up what `save` wrote. Raises UnusableState."""
        tensors, described = read_state(path)
        if any(described.get(name) != own for name, own in self._described().items()):
            raise UnusableState(f"{path}: not the state of a predictor `{self.name}` with these settings")
        try:
            self.model.load_state_dict(tensors)
        except RuntimeError as error:
            raise UnusableState(f"{path}: {error}") from error
        self.model.eval()
        self.fitted = True

    def _described(self) -> dict[str, object]:
        settings = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self.settings).items()}
        return {"predictor": self.name, "settings": settings, "shape": list(self.model.mean.shape)}


def _in_order(scores: Tensor, values: Tensor) -> float:
    """The share of the pairs of different value whose scores are in the same order; 0 if there is none."""
    truth = torch.sign(values[:, None] - values[None, :])
    right = (torch.sign(scores[:, None] - scores[None, :]) == truth) & (truth != 0)
    return float(right.sum() / (truth != 0).sum().clamp(min=1))
