"""Taking in a file that somebody else wrote: a table of text, as large as it comes, with whatever is wrong in it.

    sources     a file with how its columns are to be understood; trials, which are taken back
    looking     what the file is: its encoding, delimiter, header, lines; or why it cannot be read at all
    seeing      one pass over its bytes, alone or on their way to the database
    columns     which of its columns is which of ours
    records     the careful reader, for files with something odd in them
    shaping     small JSON files brought into rows
    staging     the file into the database, by COPY, with the true number of every line
    rejecting   the lines that were not taken, back into a file of their own
    reporting   what came of it
    rebuilding  indexes put down before a first import and built again after it

The packages that own the tables say in SQL what is right and what is wrong, for all lines at once; nothing here knows
what a line means. Always true: every line of the file is taken, rejected with its reasons, or blank; and the tables made
here are gone at the end of the transaction.
"""
