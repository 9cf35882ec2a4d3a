"""A real centre, two counters and a phone that want the same thing: parts of the duels."""
