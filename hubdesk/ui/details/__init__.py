"""The details view."""
