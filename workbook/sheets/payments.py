"""Payments made: what was really paid on the loan."""

from __future__ import annotations

from ..inputs import areas
from ..layout import style
from ..layout.book import Book

TITLE = areas.PAID.sheet


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(TITLE, {"A": 2, **dict.fromkeys("BCD", 15), "E": 2}, tab=style.ACCENT)
    page.head(
        "Payments made",
        "Date and amount of what was really paid.",
        plain=True,
    )
    last = areas.write(page, areas.PAID)
    page.freeze("A5")
    page.prints(f"A1:E{last}")
