"""Papers as PDF: plain values in, bytes out. No database, no Qt."""
