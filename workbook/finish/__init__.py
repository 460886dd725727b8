"""What openpyxl leaves undone in the saved file, and how two builds are compared."""
