"""Tests of what offices hand each other."""
