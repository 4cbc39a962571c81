"""What a clerk does, through the real archive."""
