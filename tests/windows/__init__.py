"""What goes into the Windows exe: chosen, packed and looked at by tools/windows. The exe itself is tried by its drive."""
