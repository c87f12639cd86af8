"""The invented organisation behind `cellwork demo`.

names    words that names are made of
world    bodies, people and offices
story    decisions, and some weeks of what came of them
people   whoever acts in it, and when
keys     accounts of five persons, and links by which they sign in
reported, heard, felt, mended  what comes up: reports, voices, how people are, shortcomings
conference a conference of cell secretaries that is being prepared
participants who comes to it, how they came to it, what they answered
building all of it, in one transaction

Always true: the same size on the same day gives the same organisation; it is there as a whole or not at all.
"""
