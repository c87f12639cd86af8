"""Named reads of voices.

own          an author's voices, by account or by code
near         what is said near somebody, and the matters they can join
readers      who reads what is said, for the page before writing
posters      the poster of a cell
public       what a body shows everybody

desk         what lies with a body, its agenda and promises, and the numbers below it
reading      one voice as the body that answers reads it; a matter
passing      where a voice can be passed on to
below        alike voices below a desk, as a body above may know them
agenda       matters as points of meetings
searching    voices by their words, and those alike one
reviewing    over a long time: how much was said, and what came of it
waiting      what waits on an office
"""
