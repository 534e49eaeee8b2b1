"""The only Python that Java calls: a file per subject, each of its operations callable by its name.

A new subject is one new file here whose functions are marked with ``protocol.operation``: every file of this folder is
imported. They import torch and the like inside their functions, so that a call waits only for what it needs.
"""

import pkgutil
from importlib import import_module

from narq2t.bridge.protocol import OPERATIONS, attach, call, cancelled, emit, expect, operation
from narq2t.bridge.sessions import open_models

__all__ = ["OPERATIONS", "attach", "call", "cancelled", "emit", "expect", "open_models", "operation"]

for _subject in pkgutil.iter_modules(__path__, f"{__name__}."):
    import_module(_subject.name)
