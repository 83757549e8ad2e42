#!/usr/bin/env bash
# A family's plan through two revisions to the permit, with curl alone.
#
#   scripts/serve --clock manual:2026-04-01T08:30:00+07:00 --data var/try      (in another window)
#   docs/walkthrough.sh [http://127.0.0.1:8080]
#
# Every step prints what it asked and what came of it. What each form asks for is in docs/walkthrough/.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
api="${1:-http://127.0.0.1:8080}/api/v1"
password=khanton-demo

say() { printf '\n— %s\n' "$*"; }
pick() { python3 -c 'import json,sys; d=json.load(sys.stdin); print('"$1"')'; }
call() { # call WHO METHOD PATH [JSON]
  local token=token_$1
  curl --fail-with-body --silent --show-error -X "$2" "$api$3" -H "Authorization: Bearer ${!token}" \
    -H 'Accept-Language: th' ${4:+-H 'Content-Type: application/json' --data "$4"}
}
sign_in() {
  local answer
  answer=$(curl --fail-with-body --silent -X POST "$api/auth/token" -H 'Content-Type: application/json' \
    --data "{\"username\": \"$1\", \"password\": \"$password\"}")
  printf -v "token_$1" '%s' "$(pick 'd["access_token"]' <<<"$answer")"
}
clock() { say "ตั้งเวลาเป็น $1 · the clock goes to $1"; call admin PUT /clock "{\"now\": \"$1\"}" >/dev/null; sleep 2; }
open_task() { # the open task of the case at an element; what the service does between two tasks takes a moment
  local found
  for _ in $(seq 60); do
    found=$(call officer GET "/tasks?instance_id=$case&limit=50" |
      pick "next((t['id'] for t in d['items'] if t['element_id'] == '$1'), '')")
    [[ -n "$found" ]] && break
    sleep 0.5
  done
  printf '%s' "$found"
}
why() { # the due date of an open task, and the sentence that explains it
  call officer GET "/process-instances/$case" | python3 -c '
import json, sys
for timer in json.load(sys.stdin)["timers"]:
    print("  ", timer["element_id"], timer["due_date"], "·", (timer.get("explanation") or {}).get("explanation_th", ""))'
}
attach() { # attach WHO TASK FIELD: a small PDF; prints its id
  local token=token_$1 file
  file=$(mktemp --suffix=.pdf)
  printf '%%PDF-1.4\n%% %s\n%%%%EOF\n' "$3" >"$file"
  curl --fail-with-body --silent -X POST "$api/tasks/$2/attachments" -H "Authorization: Bearer ${!token}" \
    -F "field=$3" -F "file=@$file;type=application/pdf;filename=$3.pdf" | pick 'd["id"]'
  rm -f "$file"
}
complete() { # complete WHO ELEMENT FORM
  local task body field id
  task=$(open_task "$2")
  body=$(<"$here/walkthrough/$3.json")
  for field in $(pick '" ".join(k for k, v in d.items() if v == "FILE")' <<<"$body"); do
    id=$(attach "$1" "$task" "$field")
    body=$(python3 -c 'import json,sys; d=json.load(sys.stdin); d[sys.argv[1]]=[{"attachment_id": sys.argv[2], "name": sys.argv[1]+".pdf"}]; print(json.dumps(d))' "$field" "$id" <<<"$body")
  done
  call "$1" POST "/tasks/$task/complete" "{\"variables\": $body}" >/dev/null
  say "$1 ทำ $2 เสร็จ · $1 completed $2"
}
body() { python3 -c 'import json,sys; print(json.dumps({"variables": json.load(open(sys.argv[1]))}))' "$1"; }

for who in family officer academic kosojo director registrar admin auditor; do sign_in "$who"; done

say "ครอบครัวติดต่อขอคำปรึกษา · the family seeks advice"
started=$(call family POST /process-instances '{"definition_key": "home_education_permission", "variables": {}}')
case=$(pick 'd["id"]' <<<"$started")
pick 'd["business_key"]' <<<"$started"

complete officer consult consultation
complete family draft_plan plan
say "คณะกรรมการวิชาการมี ๑๕ วันทำการ · the committee has 15 working days; why these dates:"
why

clock 2026-04-28T09:00:00+07:00
say "แจ้งเตือนแล้ว · what the service has told people:"
call admin GET "/jobs?kind=notification&instance_id=$case" | pick '"\n".join("   " + j["created_at"][:10] + " " + j["name"] for j in d["items"])'
complete academic academic_review plan_review_revise
say "ครอบครัวมี ๗ วันทำการ · the family has 7 working days:"
why
clock 2026-05-08T09:00:00+07:00
complete family revise_plan plan
say "พิจารณาใหม่อีก ๑๕ วันทำการ · a new 15 working days:"
why
clock 2026-06-03T09:00:00+07:00
say "เลยกำหนด ๒ มิ.ย. แล้ว แจ้งผู้อำนวยการกลุ่ม · past 2 June: escalated; nothing was decided by itself"
call admin GET "/jobs?kind=notification&instance_id=$case" | pick '"\n".join("   " + j["created_at"][:10] + " " + j["name"] for j in d["items"])'
complete academic academic_review plan_review_revise
complete family revise_plan plan
complete academic academic_review plan_review
complete family apply application
complete officer check_documents document_check
say "แจ้งผลภายใน ๓๐ วัน · the family is told within 30 days:"
why
complete academic academic_screen academic_screen
complete kosojo pec_decide pec_resolution
complete director issue_permit permit
complete registrar register_learner register

say "เรื่องสิ้นสุด · the case has ended:"
call auditor GET "/process-instances/$case" | pick 'd["status"], "incidents:", len(d["incidents"])'
say "ประวัติครบถ้วน ตรวจสอบได้ · the history, verified:"
call auditor GET "/process-instances/$case/history/verify" | pick 'd["ok"], d.get("events")'
