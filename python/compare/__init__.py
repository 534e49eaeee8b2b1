"""This project against the authors' released code, value by value: ``make compare AUTHORS=<checkout>``.

It stands outside the package ``narq2t``, because it needs a checkout of somebody else's repository, which nobody who
installs narq2t has, and because it may reach into both sides, which the product must not. Nothing of that repository is
in here: its modules are imported from where the user put them and called as its own training script calls them.
"""
