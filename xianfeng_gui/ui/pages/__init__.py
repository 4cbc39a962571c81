"""The tabs' contents, one file a page."""
