"""Live pages: an open page is told that something changed, and asks again.

No state is ever sent: a stream carries the word "changed" and nothing else, so it cannot tell anybody anything they may not
see. A page gets the address of its stream signed; one connection to the database per process listens for all of them.
"""
