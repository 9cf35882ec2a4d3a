"""Sweeps: the same promise tried at every point where it could break. docs/sweeps.md."""
