"""The inputs of the template: what an input is, all of them, and the table they stand in."""
