"""posapp: the register and the central service of an omnichannel shop."""

__version__ = "0.1.0"
