"""Journeys: people do what they came for, in a real Chromium, against the real process tree."""
