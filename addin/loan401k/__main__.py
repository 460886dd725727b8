"""Run the command line with `python -m loan401k`."""

from .cli import main

if __name__ == "__main__":
    main()
