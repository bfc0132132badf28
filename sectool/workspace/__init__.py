"""The only way to the outside: the files of a register, wherever they lie."""
