"""Connections to somebody who may be slow, rude or not who they say: HTTP with an end."""
