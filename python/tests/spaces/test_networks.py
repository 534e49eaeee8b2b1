"""Networks of cells: sizes against the benchmarks, shapes, gradients, settings, and the source that is written out."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from narq2t import spaces
from narq2t.loaders.architectures import EDGES, all_codes, all_strings, to_string
from narq2t.loaders.archives import load_pickle
from narq2t.loaders.nasbench101 import cells
from narq2t.spaces import NetworkConfig
from narq2t.spaces.nasbench201 import cell as cell201
from tests.loaders.test_sources import NATS_FOLDER, shared_data

DENSE_201 = "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"
EMPTY_201 = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
CUT_OFF_201 = "|none~0|+|none~0|none~1|+|none~0|nor_conv_1x1~1|none~2|"  # a convolution of a node without edges
GOLDEN_101 = (
    "0100110001000000010010000010000001000000010000000 "
    "input,conv3x3-bn-relu,maxpool3x3,conv3x3-bn-relu,conv3x3-bn-relu,conv1x1-bn-relu,output"
)
STRAIGHT_101 = "0100 input,output"
UNEVEN_101 = (  # three vertices feed the output: 8 channels are 3, 3 and 2; what 1 and 2 send to 3 is cut
    "0110000011000110000100000 input,conv1x1-bn-relu,maxpool3x3,conv3x3-bn-relu,output"
)
SMALL = NetworkConfig(classes=4, image_channels=1, resolution=8, channels=8, cells=1)
EXAMPLES = [
    ("nb201", DENSE_201),
    ("nb201", EMPTY_201),
    ("nb201", CUT_OFF_201),
    ("nb101", GOLDEN_101),
    ("nb101", STRAIGHT_101),
    ("nb101", UNEVEN_101),
]


def build(space: str, cell: str, config: NetworkConfig, seed: int = 0) -> nn.Module:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return spaces.named(space).build(cell, config)


def parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def benchmark(space: str, cell: str, **changes: Any) -> nn.Module:
    """The benchmark's network, without memory for its weights."""
    with torch.device("meta"):
        config = spaces.named(space).benchmark
        return spaces.named(space).build(cell, NetworkConfig(**vars(config) | changes))


@pytest.mark.parametrize(
    ("classes", "rest"),
    [(10, 73_306), (100, 79_156), (120, 80_456)],  # what a network has beside its cells (../shared/benchmarks.md)
)
def test_the_rest_of_a_nasbench201_network_has_the_parameters_of_the_benchmark(classes: int, rest: int) -> None:
    assert parameters(benchmark("nb201", EMPTY_201, classes=classes)) == rest


def test_all_15625_networks_of_nasbench201_have_the_parameters_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A convolution of k x k among C channels has k k C C weights, and its batch norm 2 C."""
    # Making a convolution is slow: each kind is made once, and counted wherever a cell has it.
    monkeypatch.setattr(cell201, "relu_conv_bn", cache(cell201.relu_conv_bn))
    per_operator = {
        channels: {"nor_conv_1x1": channels**2 + 2 * channels, "nor_conv_3x3": 9 * channels**2 + 2 * channels}
        for channels in (16, 32, 64)
    }
    for codes, string in zip(all_codes(), all_strings(), strict=True):
        modules = [cell201.Cell(codes, channels) for channels in (16, 32, 64)]
        ours = 5 * sum(parameters_of_parts(module) for module in modules)
        operators = [part.split("~")[0] for part in string.strip("|").replace("|+|", "|").split("|")]
        assert len(operators) == len(EDGES)
        assert ours == 5 * sum(counts.get(name, 0) for counts in per_operator.values() for name in operators)


@pytest.mark.parametrize("index", [0, 1, 4000, 6111, 9930, 10676, 15624])
def test_a_whole_nasbench201_network_is_its_cells_and_the_rest(index: int) -> None:
    string = all_strings()[index]
    cells_alone = sum(parameters(cell201.Cell(all_codes()[index], channels)) for channels in (16, 32, 64))
    assert parameters(benchmark("nb201", string)) == 73_306 + 5 * cells_alone


@pytest.mark.parametrize("index", [0, 11, 284])
def test_parameters_and_mega_flops_are_those_of_the_official_record(index: int) -> None:
    """NATS-Bench counts multiply-accumulates and what its own counter adds for poolings, which stays below 1 %."""
    record = load_pickle(shared_data(f"{NATS_FOLDER}/{index:06}.pickle.pbz2"))["200"]
    trials = {dataset: trial for (dataset, _), trial in record["all_results"].items()}
    for dataset, classes, resolution in (("cifar10", 10, 32), ("cifar100", 100, 32), ("ImageNet16-120", 120, 16)):
        network = benchmark("nb201", record["arch_str"], classes=classes, resolution=resolution)
        assert parameters(network) == round(float(trials[dataset]["params"]) * 1e6)
        macs = flops(network, 3, resolution) / 2
        assert macs == pytest.approx(float(trials[dataset]["flop"]) * 1e6, rel=0.01)


def flops(network: nn.Module, image_channels: int, resolution: int) -> int:
    """By PyTorch's counter: two for each multiply-accumulate of convolutions and linear layers, nothing else."""
    with torch.device("meta"), FlopCounterMode(display=False) as counter:
        network.eval()(torch.zeros(1, image_channels, resolution, resolution))
    return int(counter.get_total_flops())


def elements(network: nn.Module, resolution: int, of: Callable[[nn.Module], bool]) -> int:
    """How many numbers the chosen modules put out for one image."""
    counts: list[int] = []
    for module in filter(of, network.modules()):
        module.register_forward_hook(lambda _module, _inputs, output: counts.append(output.numel()))
    with torch.device("meta"):
        network.eval()(torch.zeros(1, 3, resolution, resolution))
    return sum(counts)


@pytest.mark.parametrize(("dataset", "classes", "resolution"), [("cifar10-valid", 10, 32), ("ImageNet16-120", 120, 16)])
def test_flops_of_nasbench201_are_the_golden_record_s(dataset: str, classes: int, resolution: int) -> None:
    """The NAR authors count one per multiply-accumulate, two per element of a batch norm, one per averaged element."""
    golden = json.loads(shared_data("nasbench201_vertice_example.json").read_text())["0"]
    network = benchmark("nb201", all_strings()[0], classes=classes, resolution=resolution)
    macs = flops(network, 3, resolution) // 2
    normalised = elements(network, resolution, lambda module: isinstance(module, nn.BatchNorm2d))
    averaged = 64 * (resolution // 4) ** 2
    assert macs + 2 * normalised + averaged == golden[f"{dataset}_total_flops"]


def test_flops_of_nasbench101_are_the_golden_record_s() -> None:
    """Two per multiply-accumulate, nine or four per element of a maximum, one per addition, average and bias."""
    golden = json.loads(shared_data("nasbench101_vertice_example.json").read_text())[0]
    network = benchmark("nb101", GOLDEN_101)
    counted = flops(network, 3, 32)
    for size in (3, 2):
        pools = elements(
            network, 32, lambda module, size=size: isinstance(module, nn.MaxPool2d) and module.kernel_size == size
        )
        counted += size**2 * pools
    # Only the vertex before the output has several inputs, three: two additions of half the channels in each cell.
    counted += sum(3 * 2 * (128 << stage) // 2 * (32 >> stage) ** 2 for stage in range(3))
    counted += 512 * 8**2 + 10
    assert counted == golden["flops"]


def parameters_of_parts(module: nn.Module) -> int:
    """As `parameters`, but a module that stands in several places counts in each."""
    return sum(count(part) for part in module._modules.values() if part is not None)


@cache
def count(module: nn.Module) -> int:
    return parameters(module)


@pytest.mark.parametrize(("space", "cell"), EXAMPLES)
@pytest.mark.parametrize("resolution", [8, 28, 70])
def test_a_network_gives_a_logit_per_class_at_any_resolution(space: str, cell: str, resolution: int) -> None:
    config = NetworkConfig(**vars(SMALL) | {"resolution": resolution})
    logits = build(space, cell, config)(torch.rand(3, 1, resolution, resolution))
    assert logits.shape == (3, 4)
    assert logits.isfinite().all()


@pytest.mark.parametrize(("resolution", "seen"), [(32, 32), (64, 64), (65, 33), (128, 64), (224, 56), (256, 64)])
def test_the_stem_halves_images_until_the_first_stage_sees_64_pixels_at_most(resolution: int, seen: int) -> None:
    config = NetworkConfig(**vars(SMALL) | {"resolution": resolution})
    assert config.stage_resolution(0) == seen
    for space, cell in (("nb201", DENSE_201), ("nb101", GOLDEN_101)):
        stem: Any = build(space, cell, config).stem
        assert stem(torch.rand(2, 1, resolution, resolution)).shape == (2, 8, seen, seen)


@pytest.mark.parametrize(("space", "cell"), [("nb201", DENSE_201), ("nb101", GOLDEN_101), ("nb101", UNEVEN_101)])
def test_a_gradient_reaches_every_weight_that_the_output_depends_on(space: str, cell: str) -> None:
    network = build(space, cell, SMALL)
    network(torch.rand(16, 1, 8, 8)).square().sum().backward()
    without = {name for name, p in network.named_parameters() if p.grad is None or not p.grad.abs().sum() > 0}
    assert not without


def test_cells_and_stages_are_as_many_as_the_settings_say() -> None:
    config = NetworkConfig(classes=3, image_channels=1, resolution=32, channels=4, cells=2, stages=2)
    network: Any = build("nb201", DENSE_201, config)
    assert [type(module).__name__ for module in network.body] == ["Cell", "Cell", "Reduction", "Cell", "Cell"]
    assert network.classifier.in_features == 8


def test_a_cell_adds_what_its_edges_bring() -> None:
    """skip + average pooling of a constant is twice the constant, also at the border, where fewer are averaged."""
    codes = all_codes()[all_strings().index("|skip_connect~0|+|none~0|none~1|+|avg_pool_3x3~0|skip_connect~1|none~2|")]
    out = cell201.Cell(codes, 2)(torch.full((1, 2, 4, 4), 1.5))
    assert torch.equal(out, torch.full((1, 2, 4, 4), 3.0))


def test_unknown_cells_and_impossible_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="not a NAS-Bench-201 architecture"):
        build("nb201", "|conv~0|", SMALL)
    with pytest.raises(ValueError, match="no path from input to output"):
        build("nb101", "0000 input,output", SMALL)
    with pytest.raises(ValueError, match="2 channels cannot be shared by the 3 vertices"):
        build("nb101", UNEVEN_101, NetworkConfig(**vars(SMALL) | {"channels": 2}))
    with pytest.raises(ValueError, match="resolution must leave 2 pixels"):
        NetworkConfig(resolution=4)
    with pytest.raises(ValueError, match="classes must be a whole number, at least 2"):
        NetworkConfig(classes=1)
    with pytest.raises(ValueError, match="allowed: nb201, nb101"):
        spaces.named("darts")


@pytest.mark.parametrize(("space", "cell"), EXAMPLES)
def test_the_source_builds_the_same_network_without_this_project(space: str, cell: str) -> None:
    network = build(space, cell, SMALL).eval()
    source = spaces.named(space).source(cell, SMALL)
    assert "narq2t" not in source
    names: dict[str, Any] = {"__name__": "network"}
    exec(compile(source, "network.py", "exec"), names)  # noqa: S102  it is what a user would import
    rebuilt = names["build"]().eval()
    rebuilt.load_state_dict(network.state_dict())  # strict: the same names and shapes
    images = torch.rand(5, 1, 8, 8)
    with torch.inference_mode():
        assert torch.equal(network(images), rebuilt(images))


def test_equal_seeds_draw_equal_weights() -> None:
    for space, cell in (("nb201", DENSE_201), ("nb101", GOLDEN_101)):
        first, second, other = (build(space, cell, SMALL, seed).state_dict() for seed in (1, 1, 2))
        assert all(torch.equal(first[name], second[name]) for name in first)
        assert any(not torch.equal(first[name], other[name]) for name in first)


def test_weights_of_nasbench101_start_at_the_variance_that_tensorflow_draws() -> None:
    """A truncated normal distribution of variance 1 / fan-in: the widest convolution has 512 x 9 inputs."""
    network = build("nb101", "010001000 input,conv3x3-bn-relu,output", NetworkConfig(channels=64, cells=1))
    weights: Any = network.body[-1].vertex_1[0].weight.detach()
    assert weights.numel() == 9 * 256**2
    assert float(weights.var() * 9 * 256) == pytest.approx(1, rel=0.01)
    assert float(weights.abs().max()) <= 2 * (1 / (9 * 256)) ** 0.5 / 0.8796


def test_random_codes_print_as_strings_that_build() -> None:
    for codes in all_codes()[::2000]:
        assert build("nb201", to_string(codes), SMALL)(torch.rand(2, 1, 8, 8)).shape == (2, 4)


def test_a_cell_of_nasbench101_is_written_as_it_is_read() -> None:
    from narq2t.spaces.nasbench101.writing import parse, text_of

    for text in (GOLDEN_101, STRAIGHT_101, UNEVEN_101):
        assert text_of(parse(text)) == text
    assert isinstance(parse(GOLDEN_101), cells.Cell)
