"""Shipping home: where to, how, for how much and until when."""
