"""Tests of reading plan documents."""
