"""The command line `loan401k`: what a person types in a terminal, and what they read there."""

from .commands import main

__all__ = ["main"]
