"""What offices hand each other: calendar files now, packages between villages and township later."""
