"""A run's trainings, or the runs of a study, on a Ray cluster.

    python -m narq2t.ray SERVICE --crew NAME --task training|run --cpus C --gpus G

is the entrypoint of a Ray job. It asks the service at SERVICE, once a second, which trainings or runs are wanted, makes
each a task of Ray, and tells what becomes of them. Placement, resources and taking up what was lost are Ray's; what
is trained, and what it counts for, is the service's. `NARQ2T_TOKEN` is the service's token, if it has one.

A node needs the run's folder and the cache of its images under the same paths as the service's, and the packages
of `requirements.lock`; for runs also the application and the way to its database, as `NARQ2T_...` in the environment
say. Checkpoints and a log of each task are written into the run's or the crew's folder.
"""
