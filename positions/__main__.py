"""`python -m positions`: the program, where its script is not on the path."""

from positions.cli import main

main()
