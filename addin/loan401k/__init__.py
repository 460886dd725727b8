"""Worksheet functions for one decision: borrow from a 401(k) or not."""

__version__ = "0.1.0"
