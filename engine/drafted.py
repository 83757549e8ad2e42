"""What the store hands up of drafts: one frozen value per row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A set of diagrams, forms, tables and settings that analysts work on; of no office."""

    id: UUID
    title_th: str
    title_en: str
    created_by: str
    created_at: datetime
    changed_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file of a draft. `revision` grows with every change of the draft and is never used twice.

    `is_removed`: somebody took the file out; its name may be used again.
    """

    name: str
    revision: int
    changed_by: str
    changed_at: datetime
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftVersionRow:
    """A draft as it stood when somebody kept it; `files`: digest of each body by file name."""

    number: int
    message: str
    kept_by: str
    kept_at: datetime
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentRow:
    """Somebody who has the draft open: in which file, at which element (an id), seen when."""

    user_id: str
    file: str
    element: str
    seen_at: datetime
