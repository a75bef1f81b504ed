"""The practice Hub: a Hub-compatible server on 127.0.0.1."""
