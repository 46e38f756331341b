"""Facts: what a facts file says, read, checked and exact."""
