"""NARQ2T for few labels: the paper's encoder, tier queries and losses on tokens that say what a cell is."""
