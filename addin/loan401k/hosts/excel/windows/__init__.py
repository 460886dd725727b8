"""Excel on Windows: the VBA around every function, the add-in, and their installation."""
