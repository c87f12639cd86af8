"""Reads of consultations: what is open to somebody, what came of it, and what is asked of cells."""
