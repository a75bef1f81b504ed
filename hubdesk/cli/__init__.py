"""The headless commands: English, without Qt, with stable exit codes and JSON."""

from hubdesk.cli.main import main

__all__ = ["main"]
