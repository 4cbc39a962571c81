"""The page of inspections: planning and looking up, and writing one down."""
