"""A register that sells over a line that misbehaves: parts of the sweep ``link_faults``."""
