"""Linear layers as convolutions: the same values and gradients, and only where they are asked for."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  as PyTorch's own documentation does

from narq2t.predictors.narq2t import products


@pytest.fixture(autouse=True)
def _preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "prefers_convolution", lambda: True)


@pytest.fixture
def convolutions(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """The shape of each tensor that is convolved."""
    shapes: list[tuple[int, ...]] = []
    convolve = F.conv2d

    def counted(x: Tensor, *arguments: Tensor) -> Tensor:
        shapes.append(tuple(x.shape))
        return convolve(x, *arguments)

    monkeypatch.setattr(products.F, "conv2d", counted)
    return shapes


def drawn(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape)))


def outcome(product: Callable[..., Tensor], x: Tensor, weight: Tensor, bias: Tensor | None) -> list[Tensor]:
    """The product, and the gradients of its inputs for a gradient that is drawn."""
    inputs = [tensor.detach().clone().requires_grad_() for tensor in (x, weight, bias) if tensor is not None]
    y = product(*inputs)
    y.backward(drawn(*y.shape))
    return [y, *(tensor.grad for tensor in inputs if tensor.grad is not None)]


@pytest.mark.parametrize("shape", [(128, 31, 128), (64, 5, 128), (4, 2, 8, 16)])
@pytest.mark.parametrize("biased", [True, False])
def test_a_convolution_is_the_same_product(
    shape: tuple[int, ...], biased: bool, convolutions: list[tuple[int, ...]]
) -> None:
    x, weight, bias = drawn(*shape), drawn(48, shape[-1]), drawn(48) if biased else None
    ours = outcome(products.linear, x, weight, bias)
    exact = outcome(F.linear, x.double(), weight.double(), None if bias is None else bias.double())
    assert ours[0].shape == (*shape[:-1], 48)
    assert len(ours) == len(exact) == (4 if biased else 3)
    for mine, its in zip(ours, exact, strict=True):
        torch.testing.assert_close(mine.double(), its, rtol=0, atol=2e-6 * its.abs().max().item())
    assert convolutions == [(16, shape[-1], 1, x.numel() // 16 // shape[-1])]


def test_what_does_not_lie_in_order_is_the_same_product(convolutions: list[tuple[int, ...]]) -> None:
    x, weight = drawn(31, 32, 16).transpose(0, 1), drawn(8, 16)
    torch.testing.assert_close(products.linear(x, weight), F.linear(x, weight), rtol=0, atol=1e-5)
    assert len(convolutions) == 1


@pytest.mark.parametrize(
    "x",
    [drawn(1, 5, 16), drawn(9, 31, 16), drawn(64, 16), drawn(64, 5, 16).double()],
    ids=["one", "an odd number", "few rows", "float64"],
)
def test_everything_else_stays_torchs_own(x: Tensor, convolutions: list[tuple[int, ...]]) -> None:
    weight = drawn(8, 16).to(x.dtype)
    assert products.linear(x, weight).equal(F.linear(x, weight))
    assert not convolutions


def test_a_lower_precision_stays_torchs_own(convolutions: list[tuple[int, ...]]) -> None:
    x, weight = drawn(64, 5, 16), drawn(8, 16)
    with torch.autocast("cpu", torch.bfloat16):
        assert products.linear(x, weight).equal(F.linear(x, weight))
    assert not convolutions


def test_a_processor_without_avx512_multiplies_by_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "AVX2")
    products.prefers_convolution.cache_clear()
    assert not products.prefers_convolution()
    products.prefers_convolution.cache_clear()
