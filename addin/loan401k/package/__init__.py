"""Workbook packages: their parts, and what openpyxl cannot write into them."""
