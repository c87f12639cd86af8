"""Pages of decisions: each view is one query or one action."""
