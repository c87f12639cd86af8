"""Named reads of reviews.

seeing     who reads dossiers, who has a place, who prepares
composing  the parts of an edition, each by a few questions to the package whose matter it is
reading    editions and their parts
telling    an edition in words and numbers, as pages and paper show it
opening    single bodies behind a number, as they stand today
preparing  the agenda, papers, a participant's own contributions and record
gathering  contributions by question and theme
"""
