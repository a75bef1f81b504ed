"""HubDesk: the Hugging Face Hub on the desktop."""

__version__ = "0.1.0"
