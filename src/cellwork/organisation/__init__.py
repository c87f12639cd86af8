"""The organisation: bodies, how they stand under each other, and who belongs to which cell.

`parent` is the truth; `path` is derived from it (see `paths`). A body that is renamed, moved or dissolved leaves its old
standing behind as a *position* with dates, so that any past day can be asked: who was below whom then?

Always true: a path is its parent's path plus one segment; a body stands under a kind that the statutes allow; nothing
stands under a cell; a dissolved body has no living body below it.
"""
