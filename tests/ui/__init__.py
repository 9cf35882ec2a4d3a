"""The window, its screens and widgets."""
