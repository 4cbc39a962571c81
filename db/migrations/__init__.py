"""Numbered, frozen SQL; a file NNNN.sql takes the archive from schema NNNN - 1 to NNNN."""
