"""Tests of the lot: what anybody can repeat, and what never happens."""
