"""What the harnesses in Python share, and what runs a Python function."""
