"""How the register's files became what they are, step by step, per file."""
