"""What the benchmarks of transfers share: the two tools side by side, what they transfer, and a slow link."""
