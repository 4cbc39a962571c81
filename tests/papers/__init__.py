"""Papers measured from their PDFs."""
