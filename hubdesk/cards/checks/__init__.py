"""Judges cards: what is wrong, what is missing, and what one click would mend."""
