"""The 24-hour dial: noon on top, six in the morning left, midnight below. Angle of hour h: (h - 12) x 15 degrees."""

import math

CENTRE, RADIUS = 110, 78
HOURS: dict[str, tuple[float, float]] = {"early": (6, 14), "day": (8, 17), "late": (14, 22), "night": (22, 30)}
"""Usual hours of a shift type; only for drawing, never shown as the employer's statement."""


def point(hour: float, radius: float) -> tuple[float, float]:
    angle = math.radians((hour - 12) * 15)
    return round(CENTRE + radius * math.sin(angle), 2), round(CENTRE - radius * math.cos(angle), 2)


def arc(start: float, end: float, radius: float = RADIUS) -> str:
    """SVG path clockwise from one hour to another; an end before the start lies on the next day."""
    length = (end - start) % 24 or 23.99
    (x1, y1), (x2, y2) = point(start, radius), point(start + length, radius)
    return f"M{x1} {y1}A{radius} {radius} 0 {int(length > 12)} 1 {x2} {y2}"


def ticks() -> list[tuple[float, float, float, float]]:
    """One line for each hour from the rim inwards, longer at 0, 6, 12 and 18."""
    return [(*point(hour, 100), *point(hour, 92 if hour % 6 == 0 else 96)) for hour in range(24)]
