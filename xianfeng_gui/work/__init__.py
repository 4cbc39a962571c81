"""What a clerk does, one verb a function; every writing function is one entry of the journal."""
