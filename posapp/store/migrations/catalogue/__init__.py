"""``catalogue.db``."""
