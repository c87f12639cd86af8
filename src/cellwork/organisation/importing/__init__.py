"""Bodies and members from files: everything or nothing, in one act of the installation.

`bodies` are judged from the top down and placed level by level; `members` are persons and where they belong; `recipes`
are known sets of files, each described by a small TOML file. Nothing is removed because a file does not name it.
"""
