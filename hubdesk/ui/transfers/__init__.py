"""The transfers dock and the download plan."""
