"""Drives the finished exe on a Windows PC under Wine and reads back on this side what it left behind."""
