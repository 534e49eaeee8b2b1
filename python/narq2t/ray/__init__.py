"""A run's trainings on a Ray cluster.

    python -m narq2t.ray SERVICE --crew NAME --cpus C --gpus G

is the entrypoint of a Ray job. It asks the service at SERVICE, once a second, which trainings are wanted, makes
each a task of Ray, and tells what becomes of them. Placement, resources and taking up what was lost are Ray's; what
is trained, and what it counts for, is the service's. `NARQ2T_TOKEN` is the service's token, if it has one.

A node needs the run's folder and the cache of its images under the same paths as the service's, and the packages
of `requirements.lock`. Checkpoints and a log of each training are written into the run's folder after every epoch.
"""
