"""The archive through real files: journal, undo, history, store, backup, search, check."""
