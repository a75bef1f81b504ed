"""Xet: large files as chunks that are stored and sent once, over the protocol that hf_xet speaks."""

WORKER = "--xet-worker"  # the option that makes a process of `hubdesk.localhub` work for another
