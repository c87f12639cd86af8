"""What changes consultations: asking and withdrawing, answering, and the end, with what may be told of it."""
