from datetime import time

import pytest

from listings.normalise.shift_hours import read_work_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Frühschicht von 7 bis 15 Uhr.", (time(7), time(15))),
        ("Du arbeitest im Spätdienst (14:00 - 22:30 Uhr).", (time(14), time(22, 30))),
        ("Nachtdienst, 22 bis 6 Uhr.", (time(22), time(6))),
        ("Frühschicht 6-14 Uhr, Spätschicht 14-22 Uhr im Wechsel.", None),
        ("Montag bis Freitag von 8 bis 17 Uhr.", (time(8), time(17))),
        ("Nachtschicht mit 25 bis 40 % Zuschlag.", None),
        ("Frühschicht im Team.", None),
    ],
)
def test_hours_of_one_shift(text: str, hours: tuple[time, time] | None) -> None:
    assert read_work_hours("Kundenberatung", text) == hours
