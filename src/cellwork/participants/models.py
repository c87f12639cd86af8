"""Tables of participants."""
