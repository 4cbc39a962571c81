"""Qt models: rows from work/ as tables show them."""
