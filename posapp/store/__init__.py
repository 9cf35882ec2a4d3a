"""The register's own files: what happened (``register.db``) and what can be sold
(``catalogue.db``).

Query functions take the open transaction ``db`` first and give domain values. SQLAlchemy's
Core alone, no ORM: importing and mapping it would cost half of a cold start, and a look-up
by barcode ten times as much.
"""
