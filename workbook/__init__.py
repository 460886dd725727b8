"""The template workbook, built from code: `python -m workbook`."""
