"""One ledger for the whole decision: options, branches, households at once."""
