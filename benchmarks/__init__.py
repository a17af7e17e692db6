"""What the program costs, as multiples of what it stands on. `make bench` prints it; nothing here is packaged."""
