"""What stands on the sheet Behind: the household, the table of cases, and what Start shows."""
