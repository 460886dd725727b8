"""The VBA project of a macro workbook: its bytes, and their place in the file."""
