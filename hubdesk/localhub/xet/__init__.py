"""Xet: large files as chunks that are stored and sent once, over the protocol that hf_xet speaks."""
