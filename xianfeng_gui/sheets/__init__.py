"""Excel lists: one declaration of columns a sheet."""
