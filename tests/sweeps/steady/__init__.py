"""The window while line and disk are at their worst: parts of the sweep ``steady_window``."""
