"""The manifests of deploy/ against the types of the Kubernetes API and the fields of KubeRay; nothing is started."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="it is in Ray's environment: make test-ray")
models = pytest.importorskip("kubernetes.client.models", reason="it is in Ray's environment: make test-ray")

DEPLOY = Path(__file__).parents[3] / "deploy"
KINDS = {
    "Service": "V1Service",
    "PersistentVolumeClaim": "V1PersistentVolumeClaim",
    "StatefulSet": "V1StatefulSet",
    "Deployment": "V1Deployment",
    "NetworkPolicy": "V1NetworkPolicy",
}
PLAIN = {"str": str, "int": int, "bool": bool, "float": (int, float), "object": object}

# docs.ray.io, "KubeRay CRD API reference", of KubeRay 1.6.2: the fields that may be used here
GROUP = {"rayStartParams": "dict[str, str]", "template": "V1PodTemplateSpec"}
RAY_CLUSTER = {
    "rayVersion": "str",
    "enableInTreeAutoscaling": "bool",
    "headGroupSpec": GROUP,
    "workerGroupSpecs": [GROUP | {"groupName": "str", "replicas": "int", "minReplicas": "int", "maxReplicas": "int"}],
}


def problems(value: Any, kind: Any, path: str) -> Iterator[str]:
    """What is wrong with a value: `kind` is the name of a type of the client, or fields with their kinds."""
    if isinstance(kind, dict):
        for key, inner in _keys(value, path).items():
            yield from problems(inner, kind[key], f"{path}.{key}") if key in kind else [f"{path}.{key}: no such field"]
    elif isinstance(kind, list):
        for number, inner in enumerate(value):
            yield from problems(inner, kind[0], f"{path}[{number}]")
    elif match := re.fullmatch(r"[Ll]ist\[(.+)\]", kind):
        if not isinstance(value, list):
            yield f"{path}: no list"
        else:
            yield from problems(value, [match[1]], path)
    elif match := re.fullmatch(r"[Dd]ict[\[(]str, (.+)[\])]", kind):
        for key, inner in _keys(value, path).items():
            yield from problems(inner, match[1], f"{path}.{key}")
    elif kind in PLAIN:
        if not isinstance(value, PLAIN[kind]) or (kind == "int" and isinstance(value, bool)):
            yield f"{path}: {value!r} is no {kind}"
    else:
        model = getattr(models, kind)
        fields = {name: model.openapi_types[key] for key, name in model.attribute_map.items()}
        yield from problems(value, fields, path)


def _keys(value: Any, path: str) -> dict[str, Any]:
    assert isinstance(value, dict), f"{path}: no mapping"
    return value


def documents() -> list[Any]:
    """All objects of the folder but the one that names the files."""
    files = sorted(file for file in DEPLOY.glob("*.yaml") if file.name != "kustomization.yaml")
    return [document for file in files for document in yaml.safe_load_all(file.read_text())]


def wrong(document: Any) -> list[str]:
    """What is wrong with an object."""
    kind = document["kind"]
    if kind == "RayCluster":
        assert document["apiVersion"] == "ray.io/v1"
        fields = {"apiVersion": "str", "kind": "str", "metadata": "V1ObjectMeta", "spec": RAY_CLUSTER}
        return list(problems(document, fields, kind))
    return list(problems(document, KINDS[kind], kind))


def of(kind: str, name: str) -> Any:
    """An object."""
    return next(one for one in documents() if (one["kind"], one["metadata"]["name"]) == (kind, name))


def found(value: Any, key: str) -> Iterator[Any]:
    """All that stands under a key, however deep."""
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        for inner in value.values():
            yield from found(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from found(inner, key)


@pytest.mark.parametrize("document", documents(), ids=lambda one: f"{one['kind']} {one['metadata']['name']}")
def test_every_field_is_one_of_the_interface(document: Any) -> None:
    assert wrong(document) == []


def test_what_is_misspelt_or_of_another_type_would_be_found() -> None:
    service = of("Service", "narq2t")
    service["spec"]["port"] = []
    service["spec"]["ports"][0]["port"] = "8080"
    assert wrong(service) == ["Service.spec.ports[0].port: '8080' is no int", "Service.spec.port: no such field"]
    ray = of("RayCluster", "ray")
    ray["spec"]["workerGroupSpecs"][0]["replicas"] = "1"
    ray["spec"]["headGroupSpec"]["template"]["spec"]["containers"][0]["envs"] = []
    assert wrong(ray) == [
        "RayCluster.spec.headGroupSpec.template.spec.containers[0].envs: no such field",
        "RayCluster.spec.workerGroupSpecs[0].replicas: '1' is no int",
    ]


def test_secrets_volumes_and_addresses_are_there() -> None:
    readme, everything = (DEPLOY / "README.md").read_text(), documents()
    secret = {key for _, key in re.findall(r"--from-literal=((\w+))=", readme)}
    assert {(one["name"], one["key"]) for one in found(everything, "secretKeyRef")} == {
        ("narq2t", key) for key in secret
    }
    claims = {one["metadata"]["name"] for one in everything if one["kind"] == "PersistentVolumeClaim"}
    assert {one["claimName"] for one in found(everything, "persistentVolumeClaim")} == claims
    for pod in (one["spec"] for one in found(everything, "template")):
        volumes = {one["name"] for one in pod.get("volumes", [])}
        mounted = {one["name"] for one in found(pod["containers"], "volumeMounts") for one in one}
        assert mounted - volumes <= {"data"}  # the claim template of PostgreSQL
    ports = {one["metadata"]["name"]: one["spec"]["ports"][0]["port"] for one in everything if one["kind"] == "Service"}
    variables = {one["name"]: one.get("value") for env in found(of("Deployment", "narq2t"), "env") for one in env}
    assert variables["NARQ2T_SERVICE"] == f"http://narq2t:{ports['narq2t']}"
    assert variables["NARQ2T_DATABASE"].startswith("jdbc:postgresql://postgresql/")
    head = f"{of('RayCluster', 'ray')['metadata']['name']}-head-svc:8265"
    assert f"--ray-address http://{head}" in readme


def test_every_file_is_applied_and_ray_is_the_one_that_is_tested() -> None:
    listed = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text())["resources"]
    assert sorted(listed) == sorted(file.name for file in DEPLOY.glob("*.yaml") if file.name != "kustomization.yaml")
    tested = re.search(r"^ray\[default\]==(\S+)$", (DEPLOY.parent / "python/requirements-ray.in").read_text(), re.M)
    assert tested is not None
    assert of("RayCluster", "ray")["spec"]["rayVersion"] == tested[1]
