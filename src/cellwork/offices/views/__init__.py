"""Pages of posts and of persons."""
