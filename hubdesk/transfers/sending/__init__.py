"""The engine's side of uploads: hashing, sending large files over LFS or Xet, and making commits."""
