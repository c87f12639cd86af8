"""Pages of consultations: asking, answering, and what came of it."""
