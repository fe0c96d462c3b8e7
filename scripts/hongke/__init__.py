"""北疆红课: a red-education course catalogue in, a static Chinese site out."""

__version__ = "0.1.0"
