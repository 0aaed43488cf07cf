"""The one pay scale of the site: 2,250 to 4,250 euros, full-time gross a month, as percentages of a drawing's width."""

LOW, HIGH = 2250, 4250
BIN_EUROS = 250


def place(euros: float) -> float:
    """Percent from the left, clipped at both ends: 2,250 is 0, 4,250 is 100."""
    return (min(max(euros, LOW), HIGH) - LOW) / (HIGH - LOW) * 100


def percent(value: float) -> str:
    """12.5 -> "12.5%", as an SVG length."""
    return f"{value:.1f}%".replace(".0%", "%")
