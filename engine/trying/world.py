"""A scratch world: the files of a draft deployed in an office of their own, and the moves so far.

What it is follows from its files, its first moment and its moves, and from nothing else: so it is
lived again from these wherever it is missing, and steps back by going to an earlier image.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Final

from engine.context import Engine
from engine.errors import EngineError, TooManyMoves
from engine.notifier import Mail, Notification
from engine.store import record
from engine.store.scratch import ScratchStore
from engine.trying.acting import Hands
from engine.trying.founding import Founded, engine_on, image_of
from engine.trying.moves import MOST_MOVES, Move

_MOST_LETTERS: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that would have been sent; `to`: a role, a school or a person of the world."""

    at: datetime
    to: str
    subject: str
    body: str
    business_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A world after so many moves: its content, its clock, how many letters had gone out.

    `events`: how many events each case had had, in the order of the cases.
    """

    image: bytes
    now: datetime
    letters: int
    events: tuple[int, ...] = ()


class World:
    """One scratch world. A move is all or nothing; `lock` is held by whoever works in it.

    Without `steps_back` no images are kept: what is refused then leaves half a move behind.
    """

    def __init__(self, founded: Founded, begins_at: datetime, *, steps_back: bool = True) -> None:
        self._steps_back = steps_back
        self.founded = founded
        self.begins_at = begins_at
        self.moves: list[Move] = []
        self.moments = [Moment(image=founded.image, now=begins_at, letters=0)]
        self.letters: list[Letter] = []
        self.stopped: tuple[Move, EngineError] | None = None
        """The first move that no longer fitted when the world was lived again."""
        self.lock = RLock()
        self._directory = tempfile.TemporaryDirectory(prefix="khanton-scratch-")
        self._opened = 0
        self.engine = self._open(self.moments[0])

    @property
    def office(self) -> str:
        """Return the id of its one office."""
        return self.founded.office

    @property
    def now(self) -> datetime:
        """Return what its clock says."""
        return self.engine.clock.now()

    @property
    def hands(self) -> Hands:
        """Return who does moves in it."""
        return Hands(self.engine, self.office)

    def play(self, move: Move) -> None:
        """Do one more move; what is refused leaves the world as it was.

        Raises:
            EngineError: it is refused.
            TooManyMoves: the world has had enough of them.
        """
        if len(self.moves) >= MOST_MOVES:
            raise TooManyMoves(most=MOST_MOVES)
        try:
            self.hands.do(move)
        except EngineError:
            if self._steps_back:
                self._return(len(self.moves))
            raise
        self.moves.append(move)
        image = image_of(self.engine) if self._steps_back else b""
        events, letters = self._events(), len(self.letters)
        self.moments.append(Moment(image=image, now=self.now, letters=letters, events=events))

    def back_to(self, count: int) -> None:
        """Return to how it was after so many moves; the later ones are forgotten."""
        del self.moves[count:], self.moments[count + 1 :]
        self._return(count)

    def live(self, moves: Sequence[Move]) -> None:
        """Be the world of these moves: the ones it has had already are not done again.

        The first that does not fit stops it there; `stopped` tells.
        """
        self.stopped = None
        same = 0
        while same < min(len(moves), len(self.moves)) and moves[same] == self.moves[same]:
            same += 1
        if same < len(self.moves):
            self.back_to(same)
        for move in moves[same:]:
            try:
                self.play(move)
            except EngineError as refusal:
                self.stopped = (move, refusal)
                return

    def close(self) -> None:
        """Remove all of it."""
        self.engine.close()
        self._directory.cleanup()

    def _events(self) -> tuple[int, ...]:
        with self.engine.reading() as tx:
            known = self.hands.cases(tx)
            return tuple(len(record.events_of(tx, each.office_id, each.id)) for each in known)

    def _return(self, count: int) -> None:
        moment = self.moments[count]
        self.engine.close()
        self.engine = self._open(moment)
        del self.letters[moment.letters :]

    def _open(self, moment: Moment) -> Engine:
        directory = Path(self._directory.name)
        for old in directory.glob("world-*"):
            old.unlink()
        self._opened += 1
        store = ScratchStore(directory / f"world-{self._opened}.db", moment.image)
        made = engine_on(store, directory, moment.now, self.founded.definitions)
        return replace(made, notifier=_LetterBox(self))


class _LetterBox:
    """Keeps letters in the world's own list; nothing leaves."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send(self, notification: Notification) -> None:
        """Keep a letter."""
        if len(self._world.letters) < _MOST_LETTERS:
            self._world.letters.append(
                Letter(
                    at=self._world.now,
                    to=notification.to,
                    subject=notification.subject,
                    body=notification.body,
                    business_key=notification.business_key,
                )
            )

    def mail(self, mail: Mail) -> None:
        """Let a mail go nowhere: nobody of a scratch world has an address."""
