"""All tests: ``house/`` checks the shape of the project, the others what the program does."""
