"""Tables of accreditation."""
