"""What follows for consultations from what happened elsewhere."""
