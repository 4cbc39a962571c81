"""Tests of the house itself: the import rule, types, style, sizes, words and versions."""
