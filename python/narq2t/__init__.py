"""The Python side of narq2t: the NARQ2T model (Sec. III of the paper) and the official benchmark loaders."""

import os

# torch's OpenMP threads spin while they wait; beside any other busy process that makes training ten times slower.
# It must be set before torch is first imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
