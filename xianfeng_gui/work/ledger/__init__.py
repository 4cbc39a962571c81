"""Ledgers of any layout coming in: read, judged row by row, shown, and written as one journal entry or not at all."""
