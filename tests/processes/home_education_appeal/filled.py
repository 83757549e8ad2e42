"""What invented people fill in: appeals, the standing publicity, the filing windows."""

from tests.processes.filled import NAMES, SIGNED
from tests.processes.filled import filled as permission

POST = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
_SIGNED = {"signer": SIGNED, "signer_position": POST}
FORMS = {
    **{f"home_education_{name}": permission(name) for name in NAMES},
    "home_education_appeal": {
        "wish": "appeal",
        "grounds": "คลองอยู่นอกเขตบ้าน และกั้นรั้วแล้วเมื่อวันที่ ๑๗ มิถุนายน ๒๕๖๙",
        "asked_for": "ขอให้อนุญาต",
        "signer": SIGNED,
    },
    "home_education_appeal_period": {
        "contacted_on": "๗ กรกฎาคม ๒๕๖๙",
        "summary": "ครอบครัวแจ้งว่าไม่อุทธรณ์",
        "decision": "close",
    },
    "home_education_appeal_review": {
        "result": "allow",
        "legal_opinion": "เห็นควรรับฟังข้อเท็จจริงใหม่",
        "facts": "ตรวจสถานที่ซ้ำแล้ว มีรั้วกั้นตลอดแนว",
        "reasons": "ข้อเท็จจริงเปลี่ยนไป เหตุตามข้อ ๒ หมดไป",
        "result_text": "ให้เปลี่ยนแปลงคำสั่งเป็นอนุญาต",
        **_SIGNED,
    },
    "home_education_appeal_decision": {
        "result": "dismiss",
        "facts": "สถานที่ยังไม่ปลอดภัย",
        "reasons": "ไม่เป็นไปตามกฎกระทรวง ข้อ ๒",
        "result_text": "ยกอุทธรณ์ ท่านฟ้องคดีต่อศาลปกครองได้ภายใน ๙๐ วัน",
        **_SIGNED,
    },
    "home_education_appeal_follow_up": {
        "done_on": "๑๐ สิงหาคม ๒๕๖๙",
        "what": "เปิดคำขออนุญาตใหม่ให้ครอบครัว",
    },
    "home_education_publicity": {
        "period": "พ.ศ. ๒๕๗๐",
        "activities": [
            {
                "activity": "ประชุมชี้แจงสิทธิการจัดการศึกษา",
                "held_on": "๑๕ กุมภาพันธ์ ๒๕๗๐",
                "audience": "ครอบครัวและสถานประกอบการ",
                "people": 40,
            }
        ],
        "summary": "ผู้เข้าร่วมเข้าใจสิทธิและหน้าที่",
        **_SIGNED,
    },
    "home_education_window": {
        "announced_on": "๓ สิงหาคม ๒๕๖๙",
        "text": "รับคำขอตั้งแต่วันที่ ๑ สิงหาคม ถึง ๓๐ กันยายน ๒๕๖๙ ยื่นนอกช่วงได้ สำนักงานรับไว้",
        "channels": ["website", "board"],
        **_SIGNED,
    },
    "home_education_window_summary": {"plans": 4, "applications": 3, "outside": 1},
}
WHO = {
    "appeal": "family",
    "settle_period": "officer",
    "review_appeal": "director",
    "decide_appeal": "kosojo",
    "follow_appeal": "officer",
    "promote": "officer",
    "announce_window": "officer",
    "sum_up_window": "officer",
}
