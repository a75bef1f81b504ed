"""Moves bytes, with or without a window."""
