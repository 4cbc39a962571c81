"""What is measured in a Python of its own: each module is run with ``-m`` and prints its finding."""
