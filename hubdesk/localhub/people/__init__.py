"""Who uses the practice Hub, with which tokens, and what each of them may do."""
