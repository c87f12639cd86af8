"""What is done about reviews.

making        an edition is asked for, made part by part, put before the conference
agenda        questions and papers of a conference
contributing  what participants write: drafts, sending, withdrawing
gathering     themes, and what becomes of them
"""
