"""Every write to voices.

saying       somebody says something: with an account, at a poster, through the mixing box
opening      the mixing box is opened: what lay in it becomes voices, replies, judgements
returning    the author comes back: replies, judges; and is told when what an answer points at moves
steps        one step of one voice, shared by all
"""
