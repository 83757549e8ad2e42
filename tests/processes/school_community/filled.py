"""What invented people fill into the forms of a community year, and who does what.

The year is lived in the second office. Its first school has an account; the registers of the other
schools come on paper, and the officer records them.
"""

from tests.processes.year import SCAN

ADMIN, AUDITOR = "admin2", "auditor2"
SIGNED = {"name": "นายสมมติ ตัวอย่าง", "date": "๑๕/๕/๒๕๖๙"}
CATEGORIES = ("parent", "teacher", "alumnus", "local_government", "community", "expert")


def member(category, number=1, **changes):
    """Return a member of a board, with a term of four years."""
    return {
        "member_title": "mr",
        "member_name": f"นายสมมติ {category} {number}",
        "member_category": category,
        "member_role": "member",
        "term_from": "๑/๖/๒๕๖๘",
        "term_to": "๓๑/๕/๒๕๗๒",
        "phone": "081 234 5678",
        **changes,
    }


BOARD = [
    member("parent", member_role="chair"),
    *(member(category) for category in CATEGORIES[1:]),
    member("school_director", member_role="secretary"),
]
FORMS = {
    "school_community_project": {
        "name": "โครงการชุมชนเข้มแข็งตัวอย่าง",
        "rationale": "สถานศึกษาเป็นศูนย์กลางของชุมชน",
        "objectives": "ให้คณะกรรมการสถานศึกษามีบทบาทมากขึ้น",
        "budget": "25000",
        "calendar": [
            {
                "activity": "ประชุมคณะกรรมการสถานศึกษา",
                "starts_on": "๑/๘/๒๕๖๙",
                "ends_on": "๓๑/๘/๒๕๖๙",
                "responsible": "กลุ่มส่งเสริมการจัดการศึกษา",
            }
        ],
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    },
    "school_community_board": {"recorded_by": "school", "members": BOARD},
    "school_community_board_confirmation": {
        "decision": "confirm",
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการโรงเรียน",
    },
    "school_community_register": {"follow_up_note": "โทรศัพท์ประสานโรงเรียนที่ยังไม่ส่งแล้ว"},
    "school_community_activities": {
        "activities": ["meeting", "network"],
        "reason": "มีงบประมาณทั้งสองกิจกรรม",
    },
    "school_community_meeting": {
        "date": "๑๘/๘/๒๕๖๙",
        "place": "หอประชุมโรงเรียนบ้านสมมติ ๑",
        "agenda": [
            {"topic": "ให้ความรู้ความเข้าใจ ในบทบาทและหน้าที่", "done": True},
            {"topic": "สร้างความร่วมมือ ร่วมใจในกิจกรรมต่าง ๆ", "done": True},
        ],
        "attendees": 84,
        "resolutions": "เห็นชอบแผนความร่วมมือ",
        "photos": SCAN,
    },
    "school_community_network": {
        "date": "๒๐/๘/๒๕๖๙",
        "place": "ห้องประชุมสำนักงาน",
        "agenda": [{"topic": "การสร้างเครือข่ายคณะกรรมการสถานศึกษาขั้นพื้นฐาน", "done": True}],
        "members": [{"name": "นายสมมติ เครือข่าย", "school": "โรงเรียนบ้านสมมติ ๑"}],
        "attendees": 24,
        "resolutions": "ตั้งเครือข่ายระดับเขต",
    },
    "school_community_follow_up": {
        "findings": [
            {
                "school": "9902000001",
                "school_name": "โรงเรียนบ้านสมมติ ๑",
                "date": "๑๐/๒/๒๕๗๐",
                "topic": "การมีส่วนร่วมของคณะกรรมการ",
                "result": "ประชุมครบตามกำหนด",
                "recommendation": "เพิ่มกิจกรรมร่วมกับชุมชน",
            }
        ],
        "evaluation": "คณะกรรมการสถานศึกษาส่วนใหญ่ปฏิบัติงานได้ดี",
    },
    "school_community_report": {
        "summary": "ทะเบียนครบทุกโรงเรียน ประชุมและสร้างเครือข่ายแล้ว",
        "problems": "โรงเรียนบางแห่งส่งทะเบียนช้า",
        "next": "ขยายเครือข่าย",
        "signer": SIGNED,
        "signer_position": "ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา",
    },
}
WHO = {
    **dict.fromkeys(("set_project", "make_register", "choose_activities"), "officer2"),
    **dict.fromkeys(("hold_meeting", "build_network", "follow_up", "report"), "officer2"),
    **dict.fromkeys(("fill_register", "confirm_register"), "school_py"),
}
ON_PAPER = {"recorded_by": "office", "evidence": SCAN}
RETURNED = {
    "decision": "return",
    "return_reason": "ชื่อผู้แทนครูไม่ถูกต้อง",
    **dict.fromkeys(("signer", "signer_position")),
}
