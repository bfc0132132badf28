"""One rule, one file: its docstring is its page and its test."""
