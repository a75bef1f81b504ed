"""The Spaces of the practice Hub: what they would do if they ran, their settings, their logs."""
