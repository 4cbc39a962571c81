"""The wall poster of the one sheet (挂图作战“一张表”) as a PDF that can be read from two metres."""
