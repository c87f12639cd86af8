"""What changes draws: preparing, publishing, sealed words, the seed, declaring void, withdrawing, calling up."""
