"""The screens in a browser: a server on loopback that runs the application once for each browser, as a process.

The page and the protocol between server and application are textual-serve's; who is let in, what the page may load and
how a process ends are decided here.
"""
