"""Filling a workbook that somebody else laid out: only the data rows change, everything else stays byte for byte.

openpyxl would lose pictures, shapes and whatever it does not know when it saves a strange workbook, so the parts of the
file are edited as text: ``package`` finds them, ``references`` moves what refers to rows, ``layout`` finds where the data
go, ``filling`` writes them.
"""
