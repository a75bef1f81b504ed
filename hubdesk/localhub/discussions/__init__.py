"""Discussions and pull requests: what people say about a repository, and the changes they offer."""
