"""What dev.py is made of: plain standard-library Python that prepares a machine and runs the project's tools."""
