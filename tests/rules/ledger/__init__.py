"""Tests of ledgers of any layout."""
