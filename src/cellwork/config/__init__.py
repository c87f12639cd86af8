"""Settings, addresses, and the front that takes requests: `/hall/` first, pages after."""
