"""NARQ2T (Sec. III of the paper): its network, its losses, its training, and the file of its state."""
