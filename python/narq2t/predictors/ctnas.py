"""CTNAS (Chen et al., CVPR 2021): a comparator that says how probably one architecture is better than another.

Network and training of its comparator are those of chenyaofo/CTNAS; its controller, which searches by reinforcement
learning, is no predictor and not here. The order of architectures is that of their mean probability to be better than
what was looked up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  the name under which PyTorch's own documentation imports it

from .base import Cancelled, Figures, NotFittedError, Prediction, checked
from .cells import Cells, Integers, Matrix
from .narq2t.checkpoint import UnusableState, read_state, write_state

_CHUNK = 2048  # cells embedded at a time


@dataclass(frozen=True, kw_only=True)
class CtnasSettings:
    """Width of an embedding, graph convolutions, and how pairs are learnt; by default those of their code."""

    width: int = 128
    layers: int = 4
    epochs: int = 1000
    batch_size: int = 256
    learning_rate: float = 0.0002
    weight_decay: float = 0.0005

    def __post_init__(self) -> None:
        if min(self.width, self.layers, self.epochs) < 1 or self.batch_size < 2:
            raise ValueError(f"width, layers, epochs must be positive and batch_size at least 2, not {self}")
        if not self.learning_rate > 0 or not self.weight_decay >= 0:
            raise ValueError(f"learning_rate must be positive, weight_decay not negative, not {self}")


class GraphConvolution(nn.Module):
    """Each vertex takes in its own, its predecessors' and, unchanged, its own embedding."""

    def __init__(self, width: int) -> None:
        super().__init__()
        bound = width**-0.5
        self.weight = nn.Parameter(torch.empty(width, width).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(width).uniform_(-bound, bound))

    def forward(self, x: Tensor, into: Tensor) -> Tensor:
        """x (B, V, D), into (B, V, V) [to][from] with ones on its diagonal -> (B, V, D)."""
        mixed: Tensor = into @ (x @ self.weight) + x + self.bias
        return mixed


class Comparator(nn.Module):
    """Embeds both architectures with the same graph convolutions and compares the means over vertices."""

    def __init__(self, settings: CtnasSettings, codes: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(codes, settings.width)
        self.layers = nn.ModuleList(GraphConvolution(settings.width) for _ in range(settings.layers))
        self.compare = nn.Linear(2 * settings.width, 1)

    def embed(self, labels: Tensor, into: Tensor) -> Tensor:
        """labels (B, V), 0 for none, into (B, V, V) -> (B, D)."""
        x = self.embedding(labels)
        for layer in self.layers:
            x = layer(x, into).relu()
        mean: Tensor = x.mean(dim=1)
        return mean

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        """Embeddings (B, D) each -> (B,): the logarithm of the odds that the first is the better one."""
        odds: Tensor = self.compare(torch.cat([first, second], dim=1)).squeeze(-1)
        return odds


class Ctnas:
    """The comparator as a predictor; without an opinion, scores 0, where all that it was told is equal."""

    def __init__(self, settings: CtnasSettings | None = None) -> None:
        self.settings = settings or CtnasSettings()
        self._model: Comparator | None = None
        self._known = torch.empty(0)  # (n, D) embeddings of what was looked up

    def fit(self, cells: Cells, rows: Integers, values: Matrix, *, seed: int, cancelled: Callable[[], bool]) -> Figures:
        """See `Predictor.fit`."""
        started = time.perf_counter()
        chosen, known = checked(cells, rows, values)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = Comparator(self.settings, int(cells.labels.max()) + 2)
            loss = self._train(model, *_graphs(cells, chosen), torch.from_numpy(known), cancelled)
        self._model = model.eval()
        self._known = self._embedded(cells, chosen) if np.ptp(known) > 0 else torch.empty(0)
        return {"labels": len(chosen), "loss": loss, "seconds": time.perf_counter() - started}

    def _train(
        self, model: Comparator, labels: Tensor, into: Tensor, values: Tensor, cancelled: Callable[[], bool]
    ) -> float:
        """Each epoch pairs every architecture with one of its batch at random. Returns the loss of the last batch."""
        settings = self.settings
        optimizer = torch.optim.Adam(
            model.parameters(), lr=settings.learning_rate, betas=(0.5, 0.999), weight_decay=settings.weight_decay
        )
        last = 0.0
        for _ in range(settings.epochs):
            if cancelled():
                raise Cancelled("cancelled between two epochs")
            order = torch.randperm(len(values))
            for start in range(0, len(order), settings.batch_size):
                rows = order[start : start + settings.batch_size]
                other = torch.randperm(len(rows))
                embedded = model.embed(labels[rows], into[rows])
                better = (values[rows] > values[rows[other]]).float()
                loss = F.binary_cross_entropy_with_logits(model(embedded, embedded[other]), better)
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                last = float(loss.detach())
        return last

    def predict(self, cells: Cells, rows: Integers) -> Prediction:
        """See `Predictor.predict`: the mean probability to be better than what was looked up, less one half."""
        model = self._fitted()
        if not len(self._known):
            return Prediction(np.zeros(len(rows)))
        embedded = self._embedded(cells, np.asarray(rows, dtype=np.int64))
        first, second = model.compare.weight[0].detach().double().chunk(2)
        bias = model.compare.bias.detach().double()
        # the odds of all pairs at once, (n, known): the comparison is linear in both embeddings
        odds = (embedded.double() @ first)[:, None] + (self._known.double() @ second)[None, :] + bias
        return Prediction((odds.sigmoid().mean(dim=1) - 0.5).numpy())

    def draw(self, cells: Cells, rows: Integers, count: int, seed: int) -> Matrix:
        """It has no deviations to draw with. Raises ValueError."""
        raise ValueError("this predictor gives no deviations to draw with")

    def save(self, path: Path) -> None:
        """See `Predictor.save`."""
        model = self._fitted()
        tensors = {f"model.{name}": tensor for name, tensor in model.state_dict().items()}
        described = {"settings": asdict(self.settings), "codes": model.embedding.num_embeddings}
        write_state(path, tensors | {"known": self._known}, {"predictor": "ctnas", **described})

    def load(self, path: Path) -> None:
        """See `Predictor.load`."""
        tensors, described = read_state(path)
        if described.get("predictor") != "ctnas" or described.get("settings") != asdict(self.settings):
            raise UnusableState(f"{path}: not the state of a predictor `ctnas` with these settings")
        try:
            model = Comparator(self.settings, int(described["codes"]))
            known = tensors.pop("known")
            model.load_state_dict({name.removeprefix("model."): tensor for name, tensor in tensors.items()})
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            raise UnusableState(f"{path}: {error}") from error
        self._model, self._known = model.eval(), known

    def _fitted(self) -> Comparator:
        if self._model is None:
            raise NotFittedError("the predictor was not fitted yet")
        return self._model

    def _embedded(self, cells: Cells, rows: npt.NDArray[np.int64]) -> Tensor:
        """(n, D)."""
        model = self._fitted()
        with torch.inference_mode():
            parts = [model.embed(*_graphs(cells, rows[at : at + _CHUNK])) for at in range(0, len(rows), _CHUNK)]
        return torch.cat(parts).clone() if parts else torch.empty(0, self.settings.width)


def _graphs(cells: Cells, rows: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
    """Labels (n, V) from 1, 0 for none, and adjacency (n, V, V) [to][from] with ones on the diagonal."""
    labels = torch.from_numpy(cells.labels[rows].astype(np.int64)) + 1
    into = torch.from_numpy(cells.adjacency[rows].astype(np.float32)).transpose(1, 2)
    return labels, into + torch.eye(into.shape[1])
