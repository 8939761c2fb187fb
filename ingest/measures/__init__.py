"""Readers of the amounts of running text, one module per sort of amount; each tells what its number is, or nothing."""
