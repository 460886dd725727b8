"""Pure mathematics of loans, accounts and cards: no spreadsheet, no files, no clock."""
