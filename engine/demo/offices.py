"""The two offices of the demonstration. They differ, as offices do.

Each begins by itself what its own manual has: the first wrote the manual of home education, the
Royal Award and the screening of poor students, the second that of welfare and community.
"""

from typing import Final

from engine.rows import OfficeRow

FIRST: Final = OfficeRow(
    id="udonthani1",
    name_th="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาอุดรธานี เขต ๑",
    name_en="Udon Thani Primary Educational Service Area Office 1",
    province="อุดรธานี",
    settings={
        "closes": "16:30",
        "letter_prefix": "ศธ ๐๔๙๙๑",
        "self_starting": [
            "home_education_publicity",
            "home_education_window",
            "royal_award",
            "cct_screening",
        ],
    },
    calendar_version=1,
)
SECOND: Final = OfficeRow(
    id="phayao2",
    name_th="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาพะเยา เขต ๒",
    name_en="Phayao Primary Educational Service Area Office 2",
    province="พะเยา",
    settings={
        "closes": "16:00",
        "letter_prefix": "ศธ ๐๔๙๙๒",
        "self_starting": ["school_community"],
        "community_august_activities": ["meeting", "network"],
    },
    calendar_version=1,
)
OFFICES: Final = (FIRST, SECOND)
