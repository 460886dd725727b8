"""LibreOffice Calc: an extension that gives it every function of the registry.

`extension` builds it and `install` brings it into a LibreOffice, on any Python. `component`,
`cells` and `heal` run inside LibreOffice, whose own Python may be bare. `office` runs a
LibreOffice of our own.
"""
