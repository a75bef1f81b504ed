"""Small readable pages for who opens an address of the practice Hub in a browser."""
