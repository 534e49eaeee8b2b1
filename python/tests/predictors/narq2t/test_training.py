"""Training: the schedule, learning, sameness of bits, cancelling, and states on disk."""

import json
import math
from dataclasses import replace

import pytest
import torch

from narq2t.predictors.narq2t import checkpoint
from narq2t.predictors.narq2t.checkpoint import UnusableState
from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
from narq2t.predictors.narq2t.device import choose_device
from narq2t.predictors.narq2t.samples import Samples
from narq2t.predictors.narq2t.training import Cancelled, Diverged, Trainer, learning_rate

MODEL = ModelConfig(n_patches=3, patch_size=4, d_model=16, d_ffn=32, n_layers=2, n_heads=2, d_score=24, latency=True)
CONFIG = TrainingConfig(warmup_steps=10, seed=1)
DEVICES = ["cpu", pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA"))]


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """Models this small only wait for each other's threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def make_samples(n: int = 96) -> Samples:
    """Cells of four nodes as NAS-Bench-201 encodes them: operators, then raw FLOPs and parameters of one cell."""
    generator = torch.Generator().manual_seed(0)
    operators = torch.randint(0, 5, (n, 6), generator=generator)
    flops = (operators == 3) * 2_392_064 + (operators == 2) * 294_912
    parameters = (operators == 3) * 2336 + (operators == 2) * 288
    rows, columns = torch.triu_indices(4, 4, offset=1)
    features = torch.zeros(n, 3, 4, 4)
    for patch, values in enumerate((operators, flops, parameters)):
        features[:, patch, rows, columns] = values.float()
    accuracy = 50 + 5 * (operators == 3).sum(dim=1) + 3 * (operators == 2).sum(dim=1) + 0.1 * torch.arange(n) / n
    tier = accuracy.argsort(descending=True).argsort() * 5 // n
    latency = 5 + flops.sum(dim=1) / 1e6
    latency[::7] = math.nan
    return Samples(features, accuracy, tier, latency)


SAMPLES = make_samples()
BATCHES = torch.arange(96).view(3, 32)


def weights(trainer: Trainer) -> torch.Tensor:
    return torch.cat([p.detach().cpu().flatten() for p in trainer.model.parameters()])


def trained(epochs: int, device: str = "cpu", **changes) -> Trainer:
    trainer = Trainer(replace(MODEL, **changes), CONFIG, device)
    for epoch in range(epochs):
        trainer.train_epoch(SAMPLES, BATCHES, seed=100 + epoch)
    return trainer


def test_learning_rate_by_hand():
    # 0.07 / sqrt(128) = 0.00618718; warm-up 30: 30^-1.5 = 0.00608581
    assert learning_rate(1, 128, 0.07, 30) == pytest.approx(0.00618718 * 0.00608581, rel=1e-5)
    assert learning_rate(30, 128, 0.07, 30) == pytest.approx(0.00618718 / 5.477226, rel=1e-5)
    assert learning_rate(100, 128, 0.07, 30) == pytest.approx(0.000618718, rel=1e-5)
    assert max(range(1, 200), key=lambda step: learning_rate(step, 128, 0.07, 30)) == 30


def test_each_step_takes_the_next_learning_rate():
    trainer = Trainer(MODEL, CONFIG, "cpu")
    rates = [rate for epoch in range(2) for rate in trainer.train_epoch(SAMPLES, BATCHES, seed=epoch).learning_rates]
    assert rates == [learning_rate(step, 16, CONFIG.lr_mul, 10) for step in range(1, 7)]
    assert trainer.step == 6


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("decoder", ["group-wise", "sum-mlp"])
@pytest.mark.parametrize("normalisation", ["post", "pre"])
def test_training_learns_tiers_ranks_and_latency(device, normalisation, decoder):
    scale = (4.0, 2.4e6, 2.4e3) if normalisation == "pre" else "none"
    model = replace(MODEL, normalisation=normalisation, decoder=decoder, feature_scale=scale)
    trainer = Trainer(model, replace(CONFIG, lambda_latency=0.1), device)
    before = trainer.validate(SAMPLES, BATCHES).mean
    for epoch in range(25):
        trainer.train_epoch(SAMPLES, BATCHES, seed=epoch)
    after = trainer.validate(SAMPLES, BATCHES).mean
    assert after.rank < 0.5 * before.rank
    assert after.latency < 0.5 * before.latency
    assert after.tier_accuracy > before.tier_accuracy + 0.15
    assert after.total < before.total


def test_a_model_without_tiers_has_no_tier_accuracy():
    trainer = Trainer(replace(MODEL, n_tiers=0, latency=False), CONFIG, "cpu")
    result = trainer.train_epoch(Samples(SAMPLES.features, SAMPLES.accuracy), BATCHES, seed=1)
    assert result.mean.tier_accuracy is None
    assert result.mean.total == pytest.approx(CONFIG.lambda_rank * result.mean.rank)


def test_results_are_per_batch_and_their_mean():
    seen = []
    result = Trainer(MODEL, CONFIG, "cpu").train_epoch(
        SAMPLES, BATCHES, seed=1, on_batch=lambda number, batch: seen.append((number, batch))
    )
    assert seen == list(enumerate(result.batches))
    assert result.mean.rank == pytest.approx(sum(batch.rank for batch in result.batches) / 3)
    for batch in result.batches:
        assert batch.total == pytest.approx(batch.tier + 7 * batch.latency + 5 * batch.rank, rel=1e-5)


def test_the_latency_of_an_epoch_is_the_mean_over_the_known_ones():
    latency = torch.full((96,), math.nan)
    latency[:3], latency[40] = 20.0, 8.0  # 3 known in the first batch, 1 in the second, none in the third
    samples, trainer = replace(SAMPLES, latency=latency), trained(1)
    result = trainer.validate(samples, BATCHES)
    predicted = torch.empty(96)
    trainer.score(SAMPLES.features, torch.empty(96), None, predicted)
    square = (predicted - latency).square()
    assert result.known_latencies == [3, 1, 0]
    assert [batch.latency for batch in result.batches] == pytest.approx(
        [square[:3].mean().item(), square[40].item(), 0.0], rel=1e-4
    )
    assert result.mean.latency == pytest.approx(((square[:3].sum() + square[40]) / 4).item(), rel=1e-4)
    assert result.mean.total == pytest.approx(sum(batch.total for batch in result.batches) / 3)


def test_an_epoch_without_a_known_latency_learns_all_the_rest():
    samples = replace(SAMPLES, latency=torch.full((96,), math.nan))
    trainer = trained(0)
    head = [p.detach().clone() for p in trainer.model.latency_head.parameters()]
    result = trainer.train_epoch(samples, BATCHES, seed=1)
    assert (result.mean.latency, result.known_latencies) == (0.0, [0, 0, 0])
    assert weights(trainer).isfinite().all()
    for before, after in zip(head, trainer.model.latency_head.parameters(), strict=True):
        decay = 1 - sum(result.learning_rates) * CONFIG.weight_decay  # the optimiser's own, and no gradient
        torch.testing.assert_close(after, before * decay, rtol=1e-4, atol=1e-6)


def test_where_no_latency_is_missing_the_batches_count_alike_to_the_bit():
    samples = replace(SAMPLES, latency=torch.nan_to_num(SAMPLES.latency, nan=5.0))
    result = trained(0).validate(samples, BATCHES)
    assert result.known_latencies == [32, 32, 32]
    assert result.mean.latency == sum(batch.latency for batch in result.batches) / 3


def test_validation_is_exact_and_changes_nothing():
    trainer = trained(1)
    before = weights(trainer)
    first, second = (trainer.validate(SAMPLES, BATCHES) for _ in range(2))
    assert first == second
    assert first.learning_rates == []
    assert torch.equal(weights(trainer), before)
    probabilities = torch.empty(96, 5)
    trainer.score(SAMPLES.features, torch.empty(96), probabilities)
    right = (probabilities.argmax(dim=1) == SAMPLES.tier).float().view(3, 32).mean(dim=1)
    assert [batch.tier_accuracy for batch in first.batches] == pytest.approx(right.tolist())


@pytest.mark.parametrize("device", DEVICES)
def test_the_same_seeds_give_the_same_bits_whatever_else_drew_numbers(device):
    first = trained(2, device)
    torch.manual_seed(12345)
    torch.rand(7)
    state = torch.get_rng_state()
    second = trained(2, device)
    assert torch.equal(weights(first), weights(second))
    assert torch.equal(torch.get_rng_state(), state)  # and draws none of others' numbers
    assert not torch.equal(weights(first), weights(Trainer(MODEL, replace(CONFIG, seed=2), device)))


def test_the_epoch_s_seed_is_that_of_its_dropout():
    ends = []
    for seed in (1, 2):
        trainer = Trainer(MODEL, CONFIG, "cpu")
        trainer.train_epoch(SAMPLES, BATCHES, seed=seed)
        ends.append(weights(trainer))
    assert not torch.equal(*ends)


@pytest.mark.parametrize("seed", [-1, 2**63, 1.5, True])
def test_a_seed_java_could_not_hold_is_refused(seed):
    with pytest.raises(ValueError, match="seed"):
        Trainer(MODEL, CONFIG, "cpu").train_epoch(SAMPLES, BATCHES, seed=seed)


def test_seeds_that_differ_in_high_bits_draw_other_weights():
    seeds = (1, 2**32 + 1, 2**62 + 1)  # equal in the 32 bits that torch's CPU generator reads
    assert len({weights(Trainer(MODEL, replace(CONFIG, seed=seed), "cpu"))[0].item() for seed in seeds}) == 3


@pytest.mark.parametrize("device", DEVICES)
def test_a_resumed_training_ends_with_the_same_bits(tmp_path, device):
    whole = trained(1, device)
    whole.keep_best()
    whole.save(tmp_path / "state.safetensors")
    resumed = Trainer.open(tmp_path / "state.safetensors", device)
    for trainer in (whole, resumed):
        for epoch in (1, 2):
            trainer.train_epoch(SAMPLES, BATCHES, seed=100 + epoch)
    assert torch.equal(weights(whole), weights(resumed))
    assert torch.equal(weights(whole), weights(trained(3, device)))
    assert whole.step == resumed.step == 9
    for name, tensor in whole.state()[0].items():
        assert torch.equal(tensor, resumed.state()[0][name]), name


def test_a_state_survives_json_and_does_not_follow_the_trainer():
    trainer = trained(1)
    tensors, described = trainer.state()
    kept = {name: tensor.clone() for name, tensor in tensors.items()}
    trainer.train_epoch(SAMPLES, BATCHES, seed=7)
    assert all(torch.equal(tensors[name], kept[name]) for name in kept)
    other = Trainer(MODEL, CONFIG, "cpu")
    other.load_state(tensors, json.loads(json.dumps(described)))
    other.train_epoch(SAMPLES, BATCHES, seed=7)
    assert torch.equal(weights(other), weights(trainer))


def test_a_state_from_before_the_first_step_starts_again():
    start, trainer = Trainer(MODEL, CONFIG, "cpu"), trained(2)
    trainer.load_state(*start.state())
    assert trainer.step == 0
    for epoch in range(2):
        trainer.train_epoch(SAMPLES, BATCHES, seed=100 + epoch)
    assert torch.equal(weights(trainer), weights(trained(2)))


def test_the_best_weights_come_back():
    trainer = trained(1)
    best = weights(trainer)
    trainer.keep_best()
    trainer.train_epoch(SAMPLES, BATCHES, seed=7)
    assert not torch.equal(weights(trainer), best)
    trainer.restore_best()
    assert torch.equal(weights(trainer), best)
    trainer.train_epoch(SAMPLES, BATCHES, seed=8)  # which leaves the kept ones alone
    trainer.restore_best()
    assert torch.equal(weights(trainer), best)


def test_there_is_no_best_before_one_was_kept():
    with pytest.raises(ValueError, match="no weights were kept"):
        Trainer(MODEL, CONFIG, "cpu").restore_best()


def test_bfloat16_rounds_the_training_and_nothing_else():
    exact = Trainer(MODEL, CONFIG, "cpu")
    lower = Trainer(MODEL, replace(CONFIG, precision="bfloat16"), "cpu")
    assert lower.validate(SAMPLES, BATCHES) == exact.validate(SAMPLES, BATCHES)  # not yet trained: float32 alike
    losses = [[batch.total for batch in t.train_epoch(SAMPLES, BATCHES, seed=3).batches] for t in (exact, lower)]
    assert losses[0] != losses[1]
    assert losses[1] == pytest.approx(losses[0], rel=0.02)  # 8 bits of mantissa, averaged
    assert {p.dtype for p in lower.model.parameters()} == {torch.float32}
    scores = torch.empty(96)
    lower.score(SAMPLES.features, scores)
    assert len(scores.unique()) == len(SAMPLES.features.unique(dim=0))


def test_a_state_of_before_there_was_a_precision_is_float32():
    tensors, described = Trainer(MODEL, CONFIG, "cpu").state()
    del described["training"]["precision"]
    Trainer(MODEL, CONFIG, "cpu").load_state(tensors, described)
    with pytest.raises(UnusableState, match=r"saved with training.precision = float32, not bfloat16"):
        Trainer(MODEL, replace(CONFIG, precision="bfloat16"), "cpu").load_state(tensors, described)


def test_cancelling_stops_between_batches():
    trainer, asked = Trainer(MODEL, CONFIG, "cpu"), []

    def cancelled() -> bool:
        asked.append(trainer.step)
        return len(asked) == 3

    with pytest.raises(Cancelled, match="batch 3 of 3"):
        trainer.train_epoch(SAMPLES, BATCHES, seed=1, cancelled=cancelled)
    assert asked == [0, 1, 2]
    for work in (
        lambda: trainer.validate(SAMPLES, BATCHES, cancelled=lambda: True),
        lambda: trainer.score(SAMPLES.features, torch.empty(96), cancelled=lambda: True),
    ):
        with pytest.raises(Cancelled):
            work()


def test_a_loss_that_is_not_finite_is_an_error():
    broken = Samples(SAMPLES.features.clone(), SAMPLES.accuracy, SAMPLES.tier, SAMPLES.latency)
    broken.features[40] = math.inf
    with pytest.raises(Diverged, match=r"batch 2 of 3 is .*: lower predictor\.training\.learning_rate_factor"):
        Trainer(MODEL, CONFIG, "cpu").train_epoch(broken, BATCHES, seed=1)


@pytest.mark.parametrize("device", DEVICES)
def test_scoring_fills_the_given_tensors_in_any_batch_size(device):
    trainer = trained(1, device)
    whole, parts = ([torch.full(shape, math.nan) for shape in ((96,), (96, 5), (96,))] for _ in range(2))
    trainer.score(SAMPLES.features, *whole)
    trainer.score(SAMPLES.features, *parts, batch=7)
    for one, other in zip(whole, parts, strict=True):
        assert one.isfinite().all()
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(whole[1].sum(dim=1), torch.ones(96))


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        ((torch.empty(5),), "out_score must be (96,), not (5,)"),
        ((torch.empty(96), torch.empty(96, 4)), "out_tier_probabilities must be (96, 5)"),
        ((torch.empty(96), torch.empty(96, 5), torch.empty(96)), "out_latency must be left out"),
    ],
)
def test_an_output_of_a_wrong_shape_is_named(outputs, message):
    with pytest.raises(ValueError) as error:
        trained(0, latency=False).score(SAMPLES.features, *outputs)
    assert message in str(error.value)


@pytest.mark.parametrize("name", ["accuracy", "tier", "latency"])
def test_a_target_of_another_length_is_named(name):
    targets = {"accuracy": SAMPLES.accuracy, "tier": SAMPLES.tier, "latency": SAMPLES.latency}
    with pytest.raises(ValueError, match=f"{name} must be"):
        Samples(SAMPLES.features, **targets | {name: torch.zeros(5)})


@pytest.mark.parametrize("batches", [torch.arange(96), torch.empty(0, 4), torch.tensor([[96]]), torch.tensor([[-1]])])
def test_rows_that_are_not_there_are_refused(batches):
    with pytest.raises(ValueError, match="batches must"):
        trained(0).validate(SAMPLES, batches)


def test_only_the_rows_of_the_batches_count():
    """The whole space may be given, with tiers and accuracies only where they are known."""
    padded = Samples(
        torch.cat([SAMPLES.features, torch.full((4, 3, 4, 4), math.nan)]),
        torch.cat([SAMPLES.accuracy, torch.full((4,), math.nan)]),
        torch.cat([SAMPLES.tier, torch.full((4,), -1)]),
        torch.cat([SAMPLES.latency, torch.full((4,), math.nan)]),
    )
    whole, part = Trainer(MODEL, CONFIG, "cpu"), Trainer(MODEL, CONFIG, "cpu")
    assert whole.train_epoch(padded, BATCHES.int(), seed=1) == part.train_epoch(SAMPLES, BATCHES, seed=1)
    assert torch.equal(weights(whole), weights(part))


def test_tiers_that_the_model_does_not_have_are_refused():
    with pytest.raises(ValueError, match="tier must hold 0 to 1"):
        trained(0, n_tiers=2).train_epoch(SAMPLES, BATCHES, seed=1)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_a_truncated_file_is_an_error_that_names_it_and_harms_nothing(tmp_path, share):
    path, trainer = tmp_path / "state.safetensors", trained(1)
    trainer.save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    other = trained(2)
    before = weights(other), other.step
    for work in (lambda: other.load(path), lambda: Trainer.open(path, "cpu")):
        with pytest.raises(UnusableState, match=r"state\.safetensors"):
            work()
    assert torch.equal(weights(other), before[0])
    assert other.step == before[1]


def test_a_state_that_was_read_does_not_follow_its_file(tmp_path):
    path, tensor = tmp_path / "state.safetensors", torch.arange(4096.0)
    checkpoint.write_state(path, {"tensor": tensor}, {})
    read = checkpoint.read_state(path)[0]["tensor"]
    with path.open("r+b") as file:
        file.write(b"\xff" * path.stat().st_size)  # in place, as a copying program does it
    assert torch.equal(read, tensor)


def test_a_file_of_something_else_is_refused(tmp_path):
    checkpoint.save_file({"x": torch.zeros(3)}, tmp_path / "other.safetensors")
    (tmp_path / "text.safetensors").write_text("no weights in here, only words\n" * 20)
    for name in ("other", "text", "absent"):
        with pytest.raises(UnusableState, match=name):
            Trainer.open(tmp_path / f"{name}.safetensors", "cpu")


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (Trainer(replace(MODEL, n_layers=1), CONFIG, "cpu"), "model.n_layers = 2, not 1"),
        (Trainer(MODEL, replace(CONFIG, lambda_rank=23.0), "cpu"), "training.lambda_rank = 5.0, not 23.0"),
    ],
)
def test_a_state_of_another_configuration_is_refused_by_field(tmp_path, other, message):
    trained(1).save(tmp_path / "state")
    before = weights(other)
    with pytest.raises(UnusableState, match=message):
        other.load(tmp_path / "state")
    assert torch.equal(weights(other), before)


@pytest.mark.parametrize("change", ["missing", "unknown", "shape"])
def test_a_state_with_other_tensors_is_refused_whole(change):
    trainer = trained(1)
    tensors, described = trained(2).state()
    if change == "missing":
        del tensors["exp_avg.decoder.query"]
    elif change == "unknown":
        tensors["exp_avg.decoder.answer"] = torch.zeros(1)
    else:
        tensors["exp_avg.decoder.query"] = torch.zeros(1)
    before = weights(trainer)
    with pytest.raises(UnusableState, match=r"tensor exp_avg\.decoder"):
        trainer.load_state(tensors, described)
    assert torch.equal(weights(trainer), before)
    assert trainer.step == 3


def test_a_save_that_fails_leaves_the_file_before_it(tmp_path, monkeypatch):
    path, trainer = tmp_path / "state", trained(1)
    trainer.save(path)
    content = path.read_bytes()

    def full_disk(tensors, target, metadata):
        target.write_bytes(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(checkpoint, "save_file", full_disk)
    with pytest.raises(OSError, match="no space"):
        trained(2).save(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("betas", (0.9, 1.0)),
        ("eps", 0.0),
        ("weight_decay", -1.0),
        ("lr_mul", 0.0),
        ("warmup_steps", 0),
        ("lambda_latency", -1.0),
        ("lambda_rank", math.inf),
        ("ranking_reduction", "median"),
        ("precision", "float16"),
        ("seed", -1),
    ],
)
def test_an_impossible_field_is_named(field, value):
    with pytest.raises(ValueError, match=field):
        replace(CONFIG, **{field: value})


def test_devices_are_chosen_by_name(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device("auto").type == "cpu"
    with pytest.raises(RuntimeError, match="no CUDA device"):
        choose_device("cuda")
    with pytest.raises(ValueError, match="device must be"):
        choose_device("tpu")
