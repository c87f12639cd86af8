"""Pages of reviews: dossiers, single bodies behind a number, preparing, the agenda, gathering."""
