"""The only door to the Hub."""
