"""The conversation column: what was said on every channel, painted by one virtual view."""
