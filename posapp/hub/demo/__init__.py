"""The demo chain: believable, seeded and deterministic, in English and in Italian.

Everything here is made from ``resources/demo/*.toml`` and a seed. Two runs with the same seed
at the same moment differ in secrets alone: keys, salts, ids of carts and of codes.
``posapp.hub.populate`` writes it to a database.
"""
