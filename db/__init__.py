"""The archive: tables, the journal that every write goes through, backup and search. No Qt, no PDF, no Excel."""
