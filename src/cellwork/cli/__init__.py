"""How commands speak: one console, one way to show progress, one meaning per exit code.

0  done
1  done, but something needs your attention (rejected lines, a breach in the journal, a check that failed)
2  the command line was not understood
3  refused: the sentence says why and what to do
4  the database could not be reached or started
"""
