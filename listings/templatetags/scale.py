"""The one pay scale of the site: 2,250 to 4,250 euros, full-time gross a month, as percentages of a drawing's width."""

LOW, HIGH = 2250, 4250
BIN_EUROS = 250


def place(euros: float) -> float:
    """Percent from the left, clipped at both ends: 2,250 is 0, 4,250 is 100."""
    return (min(max(euros, LOW), HIGH) - LOW) / (HIGH - LOW) * 100


def percent(value: float) -> str:
    """12.5 -> "12.5%", as an SVG length."""
    return f"{value:.1f}%".replace(".0%", "%")


def bins(amounts: list[int]) -> list[int]:
    """How many amounts fall into each 250 euros of the scale; what lies outside counts at the ends."""
    counts = [0] * ((HIGH - LOW) // BIN_EUROS)
    for amount in amounts:
        counts[min(max((amount - LOW) // BIN_EUROS, 0), len(counts) - 1)] += 1
    return counts
