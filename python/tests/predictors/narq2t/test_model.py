"""The model: shapes of every variant, what an output may depend on, and the released model's size."""

import itertools
from dataclasses import replace

import pytest
import torch

from narq2t.predictors.narq2t.config import ModelConfig
from narq2t.predictors.narq2t.layers import Attention, Dropout, positional_code
from narq2t.predictors.narq2t.model import NARQ2T

SMALL = ModelConfig(n_patches=4, patch_size=3, d_model=16, d_ffn=32, n_layers=2, n_heads=2, d_score=24, d_tier=12)
VARIANTS = [
    replace(SMALL, normalisation=normalisation, decoder=decoder)
    for normalisation, decoder in itertools.product(("post", "pre"), ("group-wise", "sum-mlp"))
]
variants = pytest.mark.parametrize("config", VARIANTS, ids=lambda c: f"{c.normalisation}-{c.decoder}")


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """Models this small only wait for each other's threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def seeded_model(config: ModelConfig) -> NARQ2T:
    torch.manual_seed(0)
    return NARQ2T(config)


def features(b: int, config: ModelConfig = SMALL) -> torch.Tensor:
    return torch.randn(b, config.n_patches, config.patch_size, config.patch_size)


@variants
@pytest.mark.parametrize("n_tiers", [0, 2, 5, 7])
@pytest.mark.parametrize("latency", [False, True])
def test_every_variant_predicts_one_row_per_architecture(config, n_tiers, latency):
    model = seeded_model(replace(config, n_tiers=n_tiers, latency=latency))
    for b in (1, 3):
        prediction = model(features(b))
        assert prediction.score.shape == (b,)
        assert (prediction.tier_logits is None) if n_tiers == 0 else (prediction.tier_logits.shape == (b, n_tiers))
        assert (prediction.latency is None) if not latency else (prediction.latency.shape == (b,))


def test_the_paper_s_two_spaces_have_a_model():
    assert seeded_model(ModelConfig()).eval()(torch.zeros(2, 31, 4, 4)).tier_logits.shape == (2, 5)
    nas_bench_101 = ModelConfig(n_patches=19, patch_size=7, d_model=32)
    assert seeded_model(nas_bench_101).eval()(torch.zeros(2, 19, 7, 7)).tier_logits.shape == (2, 5)


@variants
def test_permuting_the_batch_permutes_the_outputs(config):
    model = seeded_model(replace(config, latency=True)).double().eval()
    x, order = features(6).double(), torch.randperm(6)
    for plain, permuted in zip(model(x), model(x[order]), strict=True):
        torch.testing.assert_close(permuted, plain[order])


@variants
def test_an_architecture_s_outputs_do_not_depend_on_the_others_in_the_batch(config):
    model = seeded_model(replace(config, latency=True)).double().eval()
    x = features(6).double()
    alone = [torch.cat(column) for column in zip(*(model(row[None]) for row in x), strict=True)]
    for together, apart in zip(model(x), alone, strict=True):
        torch.testing.assert_close(together, apart)


@variants
def test_every_patch_and_every_tier_query_matters(config):
    model = seeded_model(config).double().eval()
    x = features(2).double().requires_grad_()
    logits, score, _ = model(x)
    (by_score,) = torch.autograd.grad(score.sum(), x, retain_graph=True)
    assert (by_score.abs().sum(dim=(0, 2, 3)) > 0).all()
    by_query, by_features = torch.autograd.grad(logits[:, 0].sum(), [model.decoder.query, x])
    assert (by_query.abs().sum(dim=1) > 0).all()
    assert (by_features.abs().sum(dim=(0, 2, 3)) > 0).all()


@variants
def test_dropout_acts_in_training_only(config):
    model = seeded_model(replace(config, dropout=0.3))
    x = features(1).expand(4, -1, -1, -1)
    score, logits = model(x).score, model(x).tier_logits
    assert score.unique().numel() == 4  # the same architecture, four draws
    assert logits.unique(dim=0).shape[0] == 4
    model.eval()
    assert torch.equal(model(x).score, model(x).score)


@variants
def test_without_dropout_training_and_evaluation_compute_the_same(config):
    model = seeded_model(replace(config, dropout=0.0, latency=True)).double()
    x = features(3).double()
    for trained, evaluated in zip(model.train()(x), model.eval()(x), strict=True):
        torch.testing.assert_close(trained, evaluated)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("p", [0.1, 0.5])
def test_dropout_drops_its_share_and_keeps_the_mean(dtype, p):
    torch.manual_seed(0)
    x = torch.ones(301, 331, dtype=dtype, requires_grad=True)
    y = Dropout(p).train()(x)
    y.sum().backward()
    assert y.dtype == dtype
    assert y.unique().tolist() == pytest.approx([0, 1 / (1 - p)], rel=1e-4)
    n, tolerance = x.numel(), 5 * (p * (1 - p) / x.numel()) ** 0.5
    assert (y == 0).sum().item() / n == pytest.approx(p, abs=tolerance)
    assert torch.equal(x.grad, y)  # dy/dx is the mask, and x is 1
    neighbours = (y[:, 1:] == 0) & (y[:, :-1] == 0)
    assert neighbours.float().mean().item() == pytest.approx(p * p, abs=tolerance)  # four share a random number


def test_attention_with_dropout_is_the_same_attention():
    torch.manual_seed(0)
    attention = Attention(16, 2, dropout=1 / 65536)  # so little that none of these 2 x 2 x 3 x 5 weights is dropped
    torch.nn.init.normal_(attention.qkv)
    query, context = torch.randn(2, 3, 16), torch.randn(2, 5, 16)
    torch.testing.assert_close(
        attention.train()(query, context, context), attention.eval()(query, context, context), rtol=1e-4, atol=1e-4
    )


def test_attention_by_hand():
    """One head, identity projections: softmax of the scaled inner products, times the values."""
    attention = Attention(2, 1, dropout=0.0)
    with torch.no_grad():
        attention.qkv.copy_(torch.eye(2).expand(3, 2, 2))
        attention.out.weight.copy_(torch.eye(2))
    x = torch.tensor([[[1.0, 0.0], [0.0, 2.0]]])
    inner = torch.tensor([[1.0, 0.0], [0.0, 4.0]]) / 2**0.5
    expected = inner.exp() / inner.exp().sum(dim=1, keepdim=True) @ x[0]
    torch.testing.assert_close(attention(x, x, x)[0], expected)


def test_the_released_model_has_6_836_870_parameters():
    d, ffn, norm = 128, (128 * 512 + 512) + (512 * 128 + 128), 2 * 128
    attention = 4 * d * d  # no biases
    encoder = (16 * d + d) + norm + 6 * (attention + ffn + 2 * norm)
    decoder = 5 * d + 6 * (2 * attention + ffn + 3 * norm) + (5 * d + 5)
    head = (31 * d * 1024 + 1024) + (1024 + 1)
    counted = sum(p.numel() for p in NARQ2T(ModelConfig()).parameters())
    assert counted == encoder + decoder + head == 6_836_870
    assert sum(p.numel() for p in NARQ2T(ModelConfig(latency=True)).parameters()) == counted + head
    assert sum(p.numel() for p in NARQ2T(ModelConfig(n_tiers=0)).parameters()) == encoder + head


def test_initial_weights_are_xavier_uniform_matrix_by_matrix():
    model = seeded_model(ModelConfig(n_layers=1))

    def limit(fan_in: int, fan_out: int) -> float:
        return (6 / (fan_in + fan_out)) ** 0.5

    attention = model.encoder.layers[0].attention
    for matrix in (*attention.qkv, attention.out.weight):
        assert matrix.abs().max().item() == pytest.approx(limit(128, 128), rel=0.01)
    assert model.score_head[0].weight.abs().max().item() == pytest.approx(limit(31 * 128, 1024), rel=0.01)
    assert model.decoder.query.abs().max().item() == pytest.approx(limit(128, 5), rel=0.03)
    # a (1, T, D) tensor counts T input maps of size D: its fans are T * D and D
    assert model.decoder.read.weight.abs().max().item() == pytest.approx(limit(5 * 128, 128), rel=0.03)


def test_the_first_group_wise_self_attention_adds_nothing():
    """Its target is zero and so are its values, as released: what comes out is LN(Q), for every architecture."""
    decoder = seeded_model(replace(SMALL, dropout=0.5)).decoder
    layer, query = decoder.layers[0], decoder.query[None]
    attended = layer.self_attention(query, query, torch.zeros_like(query))
    assert torch.equal(attended, torch.zeros_like(query))


def test_positional_code_alternates_sines_and_cosines():
    code = positional_code(3, 4)
    position = torch.tensor([0.0, 1.0, 2.0])
    torch.testing.assert_close(code[:, 0], position.sin())
    torch.testing.assert_close(code[:, 1], position.cos())
    torch.testing.assert_close(code[:, 2], (position / 100).sin())  # 10000^(2/4)
    torch.testing.assert_close(code[:, 3], (position / 100).cos())


def test_feature_scale_divides_each_patch():
    divisors = (1.0, 10.0, 100.0, 1e7)
    plain, scaled = seeded_model(SMALL).eval(), seeded_model(replace(SMALL, feature_scale=divisors)).eval()
    x = features(2)
    torch.testing.assert_close(scaled(x * torch.tensor(divisors).view(1, 4, 1, 1)).score, plain(x).score)


@variants
def test_raw_features_of_millions_stay_finite(config):
    model = seeded_model(config)
    for output in model(features(3) * 2.4e6)[:2]:
        assert output.isfinite().all()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("n_patches", 0),
        ("patch_size", -1),
        ("n_layers", 2.0),
        ("n_heads", 3),
        ("dropout", 1.0),
        ("n_tiers", 1),
        ("n_tiers", -1),
        ("normalisation", "batch"),
        ("decoder", "lstm"),
        ("feature_scale", "log"),
        ("feature_scale", (1.0, 2.0)),
        ("feature_scale", (1.0, 2.0, 3.0, 0.0)),
    ],
)
def test_an_impossible_field_is_named(field, value):
    with pytest.raises(ValueError, match=field):
        replace(SMALL, **{field: value})


@pytest.mark.parametrize("shape", [(2, 4, 3), (2, 5, 3, 3), (2, 4, 3, 4)])
def test_features_of_another_shape_are_refused(shape):
    with pytest.raises(ValueError, match=r"features must have shape \(B, 4, 3, 3\)"):
        seeded_model(SMALL)(torch.zeros(shape))
