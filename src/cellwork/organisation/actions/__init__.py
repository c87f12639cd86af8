"""Every write to bodies and memberships."""
