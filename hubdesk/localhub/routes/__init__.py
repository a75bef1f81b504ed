"""The endpoints of the practice Hub, by subject."""
