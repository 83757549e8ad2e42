"""A running case moved to another version: what goes on as it was, and why some cases stay."""

from datetime import timedelta

from engine.execution import Choice
from tests.execution import drawing as d
from tests.execution.migrations import moved, running_at, why
from tests.execution.running import HOUR, NOON, Running


def straight(*names, **more):
    return d.straight(*(d.user_task(each) for each in names), names=names, **more)


def together(*names):
    nodes = [d.node("parallelGateway", "split"), d.node("parallelGateway", "join")]
    flows = [flow for each in names for flow in d.way("split", each, "join")]
    return d.process(
        [d.start(), *nodes, *(d.user_task(each) for each in names), d.user_task("last"), d.end()],
        [*d.way("start", "split"), *flows, *d.way("join", "last", "end")],
    )


def with_deadline(*timers, tasks=("work",)):
    """Return `work` with events on its edge, each to an end of its own."""
    nodes = [d.start(), *(d.user_task(each) for each in tasks), d.end()]
    flows = d.way("start", *tasks, "end")
    for name, inside in timers:
        edge = {"attachedToRef": "work", "cancelActivity": "false"}
        nodes += [d.event("boundaryEvent", name, "timer", inside, **edge), d.end(f"{name}_end")]
        flows += d.way(name, f"{name}_end")
    return d.process(nodes, flows)


def ids(running):
    return {each.element_id: each.element_instance_id for each in running.snapshot.tasks}


def test_an_open_task_goes_on_and_comes_to_what_is_new_behind_it():
    running = running_at(straight("a", "b"), "a")
    before = ids(running)

    result = moved(running, straight("a", "b", "second"))

    assert (result.hindrances, ids(running)) == ((), before)
    assert running.complete("b").open() == ["second"]


def test_work_that_is_new_before_where_the_case_stands_is_told():
    running = running_at(straight("a", "b"), "a")

    assert moved(running, straight("a", "new", "b")).passed_over == ("new",)


def test_a_step_that_is_gone_must_be_mapped_to_one_of_its_kind():
    running = running_at(straight("a", "b"), "a")
    newer = straight("a", "other")

    (said,) = moved(running, newer).hindrances
    assert (said.code, said.element_id, said.choice) == ("element_gone", "b", Choice.MAP)
    assert "“b”" in said.why.th
    result = moved(running, newer, mapping={"b": "other"})
    assert result.moved == {ids(running)["other"]: ("b", "other")}
    assert running.complete("other").status == "completed"


def test_finished_work_is_not_done_again():
    running = running_at(straight("a", "b"), "a")

    assert why(running, straight("b", "a")) == [("done_again", "a")]
    assert running.open() == ["b"]


def test_a_join_may_not_wait_for_a_way_that_never_comes():
    running = running_at(together("a", "b"), "a")

    assert why(running, together("a", "b", "c")) == [("cannot_end", ""), ("waits_for_ever", "join")]
    assert why(running, straight("b", "last")) == [("element_gone", "join")]


def test_two_tokens_do_not_do_the_same_twice():
    assert why(Running(together("a", "b")), straight("a", "b")) == [("done_twice", "a")]


def test_a_join_that_has_all_its_ways_now_goes_on():
    running = running_at(together("a", "b", "c"), "a", "b")
    newer = together("a", "b")

    assert why(running, newer, mapping={"c": "last"}) == [("done_twice", "last")]
    assert running.open() == ["c"]


FIFTEEN, TEN = ("late", d.deadline(n="15")), ("late", d.deadline(n="10"))


def test_a_shorter_period_keeps_what_was_promised_and_its_start_day():
    running = Running(with_deadline(FIFTEEN))
    promised = running.timers()
    running.now = NOON + timedelta(days=5)

    (timer,) = moved(running, with_deadline(TEN)).timers

    assert running.timers() == promised
    assert (timer.before, timer.after, timer.is_recounted) == (
        *promised.values(),
        timer.after,
        False,
    )
    assert timer.offered == Running(with_deadline(TEN)).timers()["late"]
    assert timer.start == NOON.date()


def test_a_period_counted_anew_begins_on_the_same_day_and_takes_its_reminders_along():
    warn = ("warn", d.deadline(n="15", before="3", kind="reminder"))
    warn10 = ("warn", d.deadline(n="10", before="3", kind="reminder"))
    running = Running(with_deadline(FIFTEEN, warn))
    running.now = NOON + timedelta(days=5)

    result = moved(running, with_deadline(TEN, warn10), recount=frozenset({"late"}))

    assert running.timers() == Running(with_deadline(TEN, warn10)).timers()
    assert [each.is_recounted for each in result.timers] == [True, True]
    assert running.snapshot.tasks[0].due_at == running.timers()["late"]


def test_a_citizen_s_period_counted_anew_never_ends_earlier():
    old, new = (("late", d.deadline(n=n, duty="citizen")) for n in ("15", "10"))
    running = Running(with_deadline(old))
    promised = running.timers()

    (timer,) = moved(running, with_deadline(new), recount=frozenset({"late"})).timers

    assert (running.timers(), timer.offered) == (promised, None)


def test_a_new_reminder_of_a_running_period_counts_from_the_period_s_day():
    warn = ("warn", d.deadline(n="15", before="3", kind="reminder"))
    running = Running(with_deadline(FIFTEEN))
    running.now = NOON + timedelta(days=5)

    result = moved(running, with_deadline(FIFTEEN, warn))

    assert running.timers() == Running(with_deadline(FIFTEEN, warn)).timers()
    assert [(each.element_before, each.element) for each in result.timers] == [
        ("late", "late"),
        ("", "warn"),
    ]


def test_a_period_on_a_step_that_had_none_begins_when_the_case_moves():
    running = Running(straight("work"))
    running.now = NOON + timedelta(days=5)

    moved(running, with_deadline(("late", d.time("timeDuration", "PT2H"))))

    assert running.timers() == {"late": NOON + timedelta(days=5) + 2 * HOUR}


def test_an_event_that_has_happened_is_not_armed_again():
    reminder = ("warn", d.time("timeDuration", "PT1H"))
    running = Running(with_deadline(reminder)).fire("warn")

    assert moved(running, with_deadline(reminder, tasks=("work", "more"))).hindrances == ()
    assert running.timers() == {}


def test_a_period_that_is_gone_ends_only_if_somebody_chose_that():
    running = Running(with_deadline(FIFTEEN))

    (said,) = moved(running, straight("work")).hindrances
    assert (said.code, said.choice) == ("event_gone", Choice.LET_GO)
    (timer,) = moved(running, straight("work"), let_go=frozenset({"late"})).timers
    assert (timer.after, running.timers()) == (None, {})


def test_a_step_of_another_kind_does_not_go_on():
    service = d.straight(d.node("serviceTask", "a", camunda_topic="document"), names=["a"])

    assert why(Running(straight("a")), service) == [("kind_changed", "a")]


def test_a_message_of_another_name_would_be_lost():
    def waiting(name):
        declared = d.node("message", "m", name=name)
        event = d.event("intermediateCatchEvent", "hear", "message", messageRef="m")
        return d.straight(event, names=["hear"], declared=declared)

    running = Running(waiting("answer"))

    assert why(running, waiting("reply")) == [("waits_for_other", "hear")]
    assert why(running, waiting("answer")) == []
    assert running.receive("answer").status == "completed"


def test_rounds_go_on_where_they_are():
    def rounds(*after, sequential="false"):
        loop = d.element(
            "bpmn:multiInstanceLoopCharacteristics",
            d.formal("loopCardinality", "3"),
            isSequential=sequential,
        )
        names = ["each", *after]
        return d.straight(d.user_task("each", loop), *map(d.user_task, after), names=names)

    running = Running(rounds())
    running.complete("each")

    assert why(running, rounds("more", sequential="true")) == [("rounds_changed", "each")]
    assert why(running, rounds("more")) == []
    assert running.complete_all("each", "each").open() == ["more"]


def test_what_runs_in_a_sub_process_goes_on_in_it():
    def around(*names, called="part"):
        inner = [d.start("s"), *(d.user_task(each) for each in names), d.end("e")]
        part = d.node("subProcess", called, *inner, *d.way("s", *names, "e"))
        return d.straight(part, names=[called])

    running = Running(around("a"))

    assert why(running, straight("a")) == [("element_gone", "part")]
    assert why(running, around("a", called="other")) == [("element_gone", "part")]
    assert why(running, around("a", "b", called="other"), mapping={"part": "other"}) == []
    assert running.complete_all("a", "b").status == "completed"


def test_a_called_process_goes_on_in_its_own_newer_version():
    def calling(*names):
        inner = d.process(
            [d.start("s"), *(d.user_task(each) for each in names), d.end("e")],
            d.way("s", *names, "e"),
            id="inner",
        )
        return d.straight(d.node("callActivity", "call", calledElement="inner"), names=["call"]), {
            "inner": inner
        }

    outer, called = calling("a", "b")
    running = Running(outer, called=called).complete("a")

    assert [each.code for each in moved(running, outer, called=calling("a")[1]).hindrances] == [
        "element_gone"
    ]
    assert moved(running, outer, called=calling("b", "c")[1]).hindrances == ()
    assert running.complete_all("b", "c").status == "completed"


def race(*names):
    events = [
        d.event("intermediateCatchEvent", each, "timer", d.time("timeDuration", "PT1H"))
        for each in names
    ]
    flows = [flow for each in names for flow in d.way("first", each, "end")]
    nodes = [d.start(), d.node("eventBasedGateway", "first"), *events, d.end()]
    return d.process(nodes, [*d.way("start", "first"), *flows])


def test_events_of_which_the_first_counts_must_be_the_same_ones():
    running = Running(race("one", "two"))

    assert why(running, race("one", "two", "three")) == [("race_changed", "one")]
    assert why(running, race("two", "one")) == []
    assert running.fire("two").status == "completed"


def test_an_open_task_goes_to_the_role_that_the_newer_version_names():
    running = Running(straight("a"))

    moved(running, d.straight(d.user_task("a", camunda_candidateGroups="director"), names=["a"]))

    assert running.snapshot.tasks[0].roles == ("director",)


def test_what_the_case_s_data_do_not_give_is_told_before():
    newer = d.straight(d.user_task("a", camunda_assignee="${nobody.id}"), names=["a"])

    assert why(Running(straight("a")), newer) == [("not_evaluated", "a")]
