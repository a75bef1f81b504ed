"""The Discover panel."""
