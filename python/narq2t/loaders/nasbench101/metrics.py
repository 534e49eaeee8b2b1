"""The measurements inside an official record: a protocol buffer, described here field by field.

ModelMetrics: 1 repeated EvaluationData, 2 int32 trainable parameters, 3 double total time (s). EvaluationData: doubles
1 epoch, 2 training time (s), 3 to 5 accuracy (0..1) in training, validation and test, 6 string checkpoint path. A
training has three evaluations: before it, half way, and at its end.
"""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

EVALUATIONS = 3
"""The number of evaluations of one training; the last one counts."""

_Field = descriptor_pb2.FieldDescriptorProto
_PACKAGE = "nasbench"
_METRICS = {
    "evaluation_data": (1, _Field.TYPE_MESSAGE),
    "trainable_parameters": (2, _Field.TYPE_INT32),
    "total_time": (3, _Field.TYPE_DOUBLE),
}
_EVALUATION = {
    "current_epoch": (1, _Field.TYPE_DOUBLE),
    "training_time": (2, _Field.TYPE_DOUBLE),
    "train_accuracy": (3, _Field.TYPE_DOUBLE),
    "validation_accuracy": (4, _Field.TYPE_DOUBLE),
    "test_accuracy": (5, _Field.TYPE_DOUBLE),
    "checkpoint_path": (6, _Field.TYPE_STRING),
}


def _message_class() -> Any:
    file = descriptor_pb2.FileDescriptorProto(name="narq2t/nasbench101", package=_PACKAGE, syntax="proto2")
    for message, fields in (("ModelMetrics", _METRICS), ("EvaluationData", _EVALUATION)):
        described = file.message_type.add(name=message)
        for name, (number, kind) in fields.items():
            field = described.field.add(name=name, number=number, type=kind, label=_Field.LABEL_OPTIONAL)
            if kind == _Field.TYPE_MESSAGE:
                field.label, field.type_name = _Field.LABEL_REPEATED, f".{_PACKAGE}.EvaluationData"
    pool = descriptor_pool.DescriptorPool()  # of our own: the official package registers the same names
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.ModelMetrics"))


ModelMetrics = _message_class()
"""The message class: `ModelMetrics.FromString(data)`."""
