"""Repositories as such: their names, what they are made with, and the files that scanners and readers look into."""
