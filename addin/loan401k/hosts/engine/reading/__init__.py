"""What formulas read and call, and which of them the engine is trusted with."""
