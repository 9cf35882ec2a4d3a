"""Online carts at the counter: choose, decide on what changed, follow the phone."""
