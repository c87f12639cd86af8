"""Bodies and members from files: everything or nothing, in one act of the installation.

sources     a file with how its columns are to be understood
bodies      bodies, level by level; what a re-import changes, moves and leaves alone
members     persons and where they belong
recipes     known sets of files, each described by a small TOML file beside this one
"""
