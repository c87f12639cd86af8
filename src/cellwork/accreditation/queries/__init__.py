"""What is asked about the door."""
