"""Adding, reading and comparing in a process of its own, and what the screens know of it."""
