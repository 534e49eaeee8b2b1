"""The Python side of narq2t: the NARQ2T model (Sec. III of the paper) and the official benchmark loaders."""
