"""A register and a centre in a network of their own: parts of the sweep ``cut_network``."""
