"""What leaves a negotiation in other programs' formats, one module a format. Nothing here reads or writes a folder."""
