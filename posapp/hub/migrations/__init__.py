"""The schema's history. A new step: ``python -m posapp.hub.migrations "why"``."""
