"""The workbook under construction: its book and pages, styles, texts and charts."""
