"""sectool plans, checks and documents releases of the Smart Energy Code (SEC)."""

# Written here, not asked of the installed metadata: importlib.metadata costs
# five times a bare interpreter start, and `--version` should cost none.
__version__ = "0.1.0"
