"""Bytes from outside, changed by chance: parts of the sweep ``fuzzing``."""
