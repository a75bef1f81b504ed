"""What the Discover and details views ask for."""
