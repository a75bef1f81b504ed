"""Files as they are sent: found once, remembered while nothing moves, whole or in part."""
