"""Real git repositories: reading, committing, comparing, merging, and serving them to git itself."""
