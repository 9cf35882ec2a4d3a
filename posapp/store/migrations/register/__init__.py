"""``register.db``."""
