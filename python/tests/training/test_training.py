"""Training a cell on scikit-learn's digits: it learns, repeats itself, survives, and fails in an orderly way."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from narq2t.errors import Refused
from narq2t.images import ImageData
from narq2t.predictors.narq2t.checkpoint import UnusableState
from narq2t.predictors.narq2t.training import Cancelled
from narq2t.training import NetworkTrainer, Recipe, Trial, above_chance, evaluate, forecast, train
from narq2t.training.batches import Batches, cut_out, in_batches, stream, training_rows, varied
from tests.training.images import CELL, NETWORK, SKIPS, prepared_digits

SHORT = Recipe(epochs=2, batch=128, fraction=0.25, flip=False)
TRIAL = Trial(space="nb201", cell=CELL, network=NETWORK, recipe=SHORT, seed=3)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> ImageData:
    torch.set_num_threads(1)
    return prepared_digits(tmp_path_factory.mktemp("digits"))


def trial(**changes: Any) -> Trial:
    return replace(TRIAL, recipe=replace(SHORT, **changes))


def weights(trainer: NetworkTrainer | None) -> dict[str, torch.Tensor]:
    assert trainer is not None
    return {name: tensor.clone() for name, tensor in trainer.network.state_dict().items()}


def equal(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> bool:
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


def test_a_cell_learns_the_digits(data: ImageData) -> None:
    recipe = Recipe(epochs=5, batch=64, flip=False)
    observation, trainer = train(replace(TRIAL, recipe=recipe), data, device="cpu")
    assert observation.status == "complete"
    assert observation.validation_accuracy is not None
    assert observation.validation_accuracy > 0.9
    assert observation.better_than_chance
    assert (observation.epochs, observation.seed) == (5, 3)
    assert observation.seconds == pytest.approx(sum(epoch.seconds for epoch in observation.curve))
    assert observation.validation_accuracy == observation.curve[-1].validation_accuracy
    assert trainer is not None
    assert trainer.evaluate("test").accuracy > 0.9


def test_equal_trials_give_equal_bits_and_other_seeds_others(data: ImageData) -> None:
    (first, one), (second, two), (_, other) = (
        train(replace(TRIAL, seed=seed), data, device="cpu") for seed in (3, 3, 4)
    )
    assert equal(weights(one), weights(two))
    assert [replace(epoch, seconds=0) for epoch in first.curve] == [replace(epoch, seconds=0) for epoch in second.curve]
    assert not equal(weights(one), weights(other))


def test_a_training_that_was_cut_off_goes_on_to_the_same_bits(data: ImageData, tmp_path: Path) -> None:
    trial = replace(TRIAL, recipe=replace(SHORT, epochs=3))
    whole, through = train(trial, data, device="cpu")
    path, asked = tmp_path / "trial.safetensors", 0

    def in_the_second_epoch() -> bool:
        nonlocal asked
        asked += 1
        return asked > 8  # an epoch is 3 batches of training and 3 of validation

    with pytest.raises(Cancelled, match="epoch 2 of 3"):
        train(trial, data, device="cpu", checkpoint=path, cancelled=in_the_second_epoch)
    resumed, after = train(trial, data, device="cpu", checkpoint=path)
    assert equal(weights(through), weights(after))
    assert [replace(epoch, seconds=0) for epoch in whole.curve] == [
        replace(epoch, seconds=0) for epoch in resumed.curve
    ]
    again, _ = train(trial, data, device="cpu", checkpoint=path)  # complete: nothing is trained
    assert again == resumed


def test_torch_s_own_generator_neither_matters_nor_moves(data: ImageData) -> None:
    torch.manual_seed(1)
    first = weights(train(TRIAL, data, device="cpu")[1])
    after = torch.rand(1)
    torch.manual_seed(1)
    assert torch.equal(torch.rand(1), after)
    assert equal(first, weights(train(TRIAL, data, device="cpu")[1]))


@pytest.mark.parametrize("change", ["seed", "recipe", "cell"])
def test_a_checkpoint_of_another_trial_is_refused(data: ImageData, tmp_path: Path, change: str) -> None:
    others: dict[str, Any] = {"seed": 9, "recipe": replace(SHORT, epochs=3), "cell": SKIPS}
    trainer = NetworkTrainer(TRIAL, data, "cpu")
    trainer.save(tmp_path / "t")
    with pytest.raises(UnusableState, match="saved for another trial"):
        train(replace(TRIAL, **{change: others[change]}), data, device="cpu", checkpoint=tmp_path / "t")
    with pytest.raises(UnusableState, match="saved with other images"):
        train(TRIAL, replace(data, digest="0"), device="cpu", checkpoint=tmp_path / "t")


def test_divergence_is_an_observation_with_its_cost(data: ImageData) -> None:
    recipe = replace(SHORT, learning_rate=1e30, epochs=4)
    observation, trainer = train(replace(TRIAL, recipe=recipe), data, device="cpu")
    assert (observation.status, observation.validation_accuracy, trainer) == ("diverged", None, None)
    assert observation.seconds > 0
    assert "epoch" in observation.reason


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory"),
    ],
)
def test_lack_of_memory_is_an_observation_with_its_cost(
    data: ImageData, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def step(self: NetworkTrainer, images: torch.Tensor, labels: torch.Tensor, number: int) -> Any:
        if number == 3:  # in the second epoch
            raise error
        return real(self, images, labels, number)

    real = NetworkTrainer.step
    monkeypatch.setattr(NetworkTrainer, "step", step)
    observation, trainer = train(TRIAL, data, device="cpu")
    assert (observation.status, observation.epochs, trainer) == ("out-of-memory", 1, None)
    assert observation.seconds > observation.curve[0].seconds


def test_an_error_of_the_program_is_no_observation(data: ImageData, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(*_: object) -> Any:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(NetworkTrainer, "step", step)
    with pytest.raises(RuntimeError, match="mat1 and mat2"):
        train(TRIAL, data, device="cpu")


def test_a_network_that_does_not_see_the_image_stays_at_chance_and_may_end_early(data: ImageData) -> None:
    blind = replace(TRIAL, cell=SKIPS, recipe=replace(SHORT, epochs=3))
    observation, _ = train(blind, data, device="cpu")
    assert (observation.status, observation.epochs, observation.better_than_chance) == ("complete", 3, False)
    stopped, _ = train(replace(blind, recipe=replace(blind.recipe, hopeless_after=1)), data, device="cpu")
    assert (stopped.status, stopped.epochs) == ("hopeless", 1)
    assert stopped.validation_accuracy == observation.curve[0].validation_accuracy  # the schedule is the same


def test_better_than_chance_means_by_two_standard_errors(data: ImageData) -> None:
    chance, n = data.report.chance, data.report.part("val")
    error = math.sqrt(chance * (1 - chance) / n)
    assert not above_chance(chance + 1.9 * error, data)
    assert above_chance(chance + 2.1 * error, data)


def test_the_learning_rate_follows_a_cosine_over_all_steps() -> None:
    recipe = Recipe(learning_rate=0.1)
    assert recipe.learning_rate_at(0, 100) == 0.1
    assert recipe.learning_rate_at(50, 100) == pytest.approx(0.05)
    assert recipe.learning_rate_at(25, 100) == pytest.approx(0.05 * (1 + math.sqrt(0.5)))
    assert 0 < recipe.learning_rate_at(99, 100) < 1e-4


def test_a_training_takes_the_learning_rate_of_its_steps(data: ImageData, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = []
    real = torch.optim.SGD.step
    monkeypatch.setattr(
        torch.optim.SGD, "step", lambda self, *a: (rates.append(self.param_groups[0]["lr"]), real(self, *a))[1]
    )
    _, trainer = train(TRIAL, data, device="cpu")
    assert trainer is not None
    assert rates == [SHORT.learning_rate_at(step, trainer.steps) for step in range(trainer.steps)]


def test_a_step_is_that_of_nesterov_with_weight_decay(data: ImageData) -> None:
    """One step from rest: w - rate (1 + momentum) (gradient + decay w), Sutskever's form as torch writes it."""
    trainer = NetworkTrainer(TRIAL, data, "cpu")
    trainer.network.train()
    images, labels = next(iter(trainer.batches.epoch(0)))
    before = {name: parameter.detach().clone() for name, parameter in trainer.network.named_parameters()}
    trainer.step(images, labels, 0)
    for name, parameter in trainer.network.named_parameters():
        assert parameter.grad is not None
        expected = before[name] - 0.1 * 1.9 * (parameter.grad + 5e-4 * before[name])
        torch.testing.assert_close(parameter.detach(), expected)


def test_a_fraction_is_the_same_share_of_each_class_for_every_trial(data: ImageData) -> None:
    rows = training_rows(data, 0.25)
    all_rows = training_rows(data, 1.0)
    for label in range(10):
        whole = int((data.labels[all_rows] == label).sum())
        assert int((data.labels[rows] == label).sum()) == round(0.25 * whole)
    assert set(rows.tolist()) < set(all_rows.tolist())
    assert torch.equal(
        Batches(data, SHORT, 1, torch.device("cpu")).rows, Batches(data, SHORT, 2, torch.device("cpu")).rows
    )


def test_every_training_image_is_seen_once_in_an_epoch_in_another_order_each_time(data: ImageData) -> None:
    plain = replace(SHORT, padding=0)
    batches = Batches(data, plain, 1, torch.device("cpu"))
    epochs = [torch.cat([labels for _, labels in batches.epoch(number)]) for number in (0, 0, 1)]
    assert torch.equal(epochs[0], epochs[1])
    assert not torch.equal(epochs[0], epochs[2])
    assert torch.equal(epochs[0].sort().values, data.labels[batches.rows].sort().values)


def test_images_are_normalised_by_the_training_part(data: ImageData) -> None:
    batches = Batches(data, Recipe(batch=2000, flip=False, padding=0), 1, torch.device("cpu"))
    images, _ = next(iter(batches.epoch(0)))
    assert float(images.mean()) == pytest.approx(0, abs=1e-5)
    assert float(images.std()) == pytest.approx(1, abs=1e-3)


def test_a_varied_image_is_the_image_shifted_over_black_and_maybe_flipped() -> None:
    images = torch.arange(1, 17, dtype=torch.uint8).view(1, 1, 4, 4).expand(400, 1, 4, 4)
    padded = torch.nn.functional.pad(images[0, 0], (1, 1, 1, 1))
    shifted = [padded[y : y + 4, x : x + 4] for y in range(3) for x in range(3)]
    possible = {tuple(s.flatten().tolist()) for s in shifted} | {tuple(s.flip(1).flatten().tolist()) for s in shifted}
    found = {tuple(v.flatten().tolist()) for v in varied(images, True, 1, stream(0, "x"))}
    assert found == possible  # all 18 of them
    unflipped = {tuple(v.flatten().tolist()) for v in varied(images, False, 1, stream(0, "x"))}
    assert unflipped == {tuple(s.flatten().tolist()) for s in shifted}
    assert torch.equal(varied(images, False, 0, stream(0, "x")), images)


def test_cutout_blackens_a_square_that_may_reach_over_the_edge() -> None:
    images = torch.full((300, 3, 8, 8), 255, dtype=torch.uint8)
    black = cut_out(images, 4, stream(0, "x")) == 0
    assert torch.equal(black[:, 0], black[:, 1])
    areas = set(black[:, 0].sum(dim=(1, 2)).tolist())
    assert max(areas) == 16
    assert min(areas) == 4  # centred on the last row and column: 2 x 2 are left inside
    assert torch.equal(cut_out(images, 0, stream(0, "x")), images)


def test_padding_is_an_eighth_of_the_resolution_unless_it_is_set() -> None:
    assert [Recipe().padding_at(resolution) for resolution in (32, 16, 8)] == [4, 2, 1]
    assert Recipe(padding=3).padding_at(32) == 3


@pytest.mark.parametrize(("asked", "found"), [(0.1, 0.1), (0.25, 0.25), (None, 0.003)])
def test_batch_norms_follow_as_the_recipe_says(data: ImageData, asked: float | None, found: float) -> None:
    cell = "010001000 input,conv3x3-bn-relu,output"
    trial = replace(TRIAL, space="nb101", cell=cell, recipe=replace(SHORT, norm_momentum=asked))
    norms = [m for m in NetworkTrainer(trial, data, "cpu").network.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    assert norms
    assert {norm.momentum for norm in norms} == {found}


def test_a_last_batch_of_one_image_is_left_out() -> None:
    assert [len(batch) for batch in in_batches(torch.arange(9), 4)] == [4, 4]
    assert [len(batch) for batch in in_batches(torch.arange(10), 4)] == [4, 4, 2]
    assert [len(batch) for batch in in_batches(torch.arange(1), 4)] == [1]


def test_evaluation_counts_each_image_of_its_part(data: ImageData) -> None:
    class Oracle(torch.nn.Module):
        """Reads the answer from the image's sum; every image of digit 3 is taken for a 5."""

        def forward(self, images: torch.Tensor) -> torch.Tensor:
            sums = (images * std + mean).round().sum(dim=(1, 2, 3))
            answers = torch.tensor([known[int(value)] for value in sums.tolist()])
            return torch.nn.functional.one_hot(torch.where(answers == 3, 5, answers), 10).float()

    std, mean = data.preprocessing.std[0], data.preprocessing.mean[0]
    rows = data.rows("test")
    sums = data.images[rows].long().sum(dim=(1, 2, 3)).tolist()
    known: dict[int, int] = {}
    for value, label in zip(sums, data.labels[rows].tolist(), strict=True):
        known.setdefault(value, label)
    found = evaluate(Oracle(), data, "test", device=torch.device("cpu"), batch=50)
    expected = torch.tensor([5 if known[value] == 3 else known[value] for value in sums])
    assert torch.equal(found.predicted, expected)
    right = int((expected == data.labels[rows]).sum())
    assert found.accuracy == right / len(rows)
    confusion = found.confusion(data)
    assert sum(map(sum, confusion)) == len(rows)
    assert sum(confusion[label][label] for label in range(10)) == right
    wrong = found.misclassified(data)
    assert len(wrong) == len(rows) - right
    assert all(name.split("/")[0] == truth != predicted for name, truth, predicted in wrong)


def test_progress_is_told_and_the_last_epoch_is_the_observation_s(data: ImageData) -> None:
    epochs, batches = [], []
    observation, _ = train(
        TRIAL,
        data,
        device="cpu",
        on_epoch=lambda number, epoch: epochs.append((number, epoch)),
        on_batch=lambda number, loss: batches.append((number, loss)),
    )
    assert [number for number, _ in epochs] == [0, 1]
    assert [epoch for _, epoch in epochs] == observation.curve
    assert [number for number, _ in batches] == [0, 1, 2] * 2
    assert all(loss > 0 for _, loss in batches)


def test_a_forecast_is_of_the_order_of_the_training(data: ImageData) -> None:
    trial = replace(TRIAL, recipe=replace(SHORT, epochs=3, fraction=1.0))
    told = forecast(trial, data, device="cpu")
    steps = NetworkTrainer(trial, data, "cpu").batches.count
    expected = 3 * (steps * told.step_seconds + 3 * told.validation_seconds)
    assert told.seconds == pytest.approx(expected)
    assert told.spent_seconds > told.step_seconds > 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"epochs": 0}, "epochs must be"),
        ({"batch": 1}, "batch must be"),
        ({"learning_rate": 0.0}, "learning_rate must be"),
        ({"momentum": 1.0}, "momentum must be"),
        ({"momentum": 0.0}, "nesterov needs"),
        ({"weight_decay": -1.0}, "weight_decay must be"),
        ({"fraction": 0.0}, "fraction must be"),
        ({"norm_momentum": 0.0}, "norm_momentum must be"),
        ({"padding": -1}, "padding must be"),
    ],
)
def test_impossible_recipes_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Recipe(**settings)


def test_a_network_for_other_images_is_refused(data: ImageData) -> None:
    with pytest.raises(ValueError, match="but the network's are"):
        train(replace(TRIAL, network=replace(NETWORK, classes=9)), data, device="cpu")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs CUDA")
def test_cuda_repeats_itself_and_takes_mixed_precision(data: ImageData) -> None:
    for mixed in (False, True):
        mixed_trial = trial(mixed_precision=mixed, epochs=4)
        runs = [train(mixed_trial, data, device="cuda") for _ in range(2)]
        assert equal(weights(runs[0][1]), weights(runs[1][1]))
        assert runs[0][0].better_than_chance


def test_a_training_ends_at_a_rung_that_it_does_not_pass_and_is_the_same_where_it_passes(data: ImageData) -> None:
    free, _ = train(trial(epochs=4), data)
    passed, _ = train(trial(epochs=4), data, rungs={1: 0.0, 2: free.curve[1].validation_accuracy - 0.001})
    assert [e.validation_accuracy for e in passed.curve] == [e.validation_accuracy for e in free.curve]
    assert passed.status == "complete"
    stopped, trainer = train(trial(epochs=4), data, rungs={2: free.curve[1].validation_accuracy})
    assert (stopped.status, stopped.epochs) == ("stopped", 2)
    assert stopped.validation_accuracy == free.curve[1].validation_accuracy
    assert "after 2 epochs, and not above" in stopped.reason
    assert trainer is not None


def test_an_unwanted_training_ends_without_a_result_and_a_cancelled_one_goes_on_later(data: ImageData) -> None:
    asked = iter([False] * 5 + [True] * 1000)
    observation, trainer = train(trial(epochs=4), data, unwanted=lambda: next(asked))
    assert (observation.status, observation.validation_accuracy, trainer) == ("cancelled", None, None)
    assert observation.seconds > 0
    with pytest.raises(Cancelled):
        train(trial(epochs=4), data, cancelled=lambda: True, unwanted=lambda: True)


@pytest.mark.skipif(
    not torch.cpu.get_capabilities().get("avx512_bf16"), reason="this CPU has no instructions for bfloat16"
)
def test_mixed_precision_on_a_cpu_that_has_it_learns_too(data: ImageData) -> None:
    observation, _ = train(trial(epochs=4, fraction=1.0, batch=64, mixed_precision=True), data, device="cpu")
    assert observation.precision == "bfloat16"
    assert observation.better_than_chance


def test_mixed_precision_on_a_cpu_that_has_not_is_refused(data: ImageData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict)
    with pytest.raises(Refused, match="mixed_precision needs a GPU, or a CPU with instructions for bfloat16"):
        train(trial(mixed_precision=True), data, device="cpu")
