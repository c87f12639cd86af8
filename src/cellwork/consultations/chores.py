"""What the worker does for consultations."""
