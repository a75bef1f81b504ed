"""Uploads: what would be sent and committed, what speaks against it, and carrying it out."""
