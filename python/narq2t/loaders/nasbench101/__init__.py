"""NAS-Bench-101: cells and their hashes, the enumerated space, and the importers of the benchmark's results.

A cell is a small graph; its module hash is its name, and its row in a table is the rank of that hash. The enumeration
comes from Java (`./narq2t space enumerate --space nb101`), so that both sides number the cells alike.
"""
