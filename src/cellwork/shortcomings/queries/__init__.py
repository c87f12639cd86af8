"""Named reads of the register.

owners      which office at which body, by the statutes
seeing      who reads the words, and who sees that there is something
reading     one shortcoming with all that belongs to it
register    the register of a body and of its branch, page by page, and its counts
patterns    one cause in many bodies; the instances of a matter
measuring   how long correcting takes, help, and how often detectors were right
reviewing   over a long time: raised, corrected, left open
waiting     what waits on an office
wording     why a detector spoke, in words
"""
