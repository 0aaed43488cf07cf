"""What a rule of the quality gate says, in a sentence for the editor."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    BLOCK = "block"
    ADVISE = "advise"


@dataclass(frozen=True)
class Passage:
    """The same words here and in another guide, each as it is written there."""

    here: str
    there: str
    title: str


@dataclass(frozen=True)
class Finding:
    rule: str
    level: Level
    message: str
    passages: tuple[Passage, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.level is Level.BLOCK

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
