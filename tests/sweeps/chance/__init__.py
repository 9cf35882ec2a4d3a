"""A shop where chance decides what happens next: parts of the sweep ``logic_chance``."""
