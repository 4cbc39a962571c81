"""The window and its pages, through the real widgets, offscreen."""
