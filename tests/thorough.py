"""How many random households a test plays: all of them in CI, fewer on a person's machine."""

import os


def households(few: int, many: int) -> int:
    """Return the many with LOAN401K_THOROUGH=1, as CI has it, else the few."""
    return many if os.environ.get("LOAN401K_THOROUGH") == "1" else few
