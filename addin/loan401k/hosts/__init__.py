"""One module per place where the functions run; none knows another."""
