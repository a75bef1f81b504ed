"""Model, dataset and Space cards: text, metadata and their rendering."""
