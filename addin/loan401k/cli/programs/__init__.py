"""Other programs on this machine: which are here, what we build for them and put into them."""
