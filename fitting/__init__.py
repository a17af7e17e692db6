"""How the weights that the program ships were fitted; README.md has the data statement."""
