"""The saved workbook that the tests of package work on."""

from tests.package.conftest import changed, parts, reopened, saved

__all__ = ["changed", "parts", "reopened", "saved"]
