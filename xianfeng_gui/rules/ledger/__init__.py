"""Understanding a ledger of any layout: a grid of cells in; its head, what each column is, and plain rows out."""
