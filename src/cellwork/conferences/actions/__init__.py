"""Every write to conferences."""
