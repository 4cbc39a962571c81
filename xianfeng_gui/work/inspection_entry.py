"""An inspection while it is being written down: answers with one key, each "no" with the hazard that it will become.

Knows nothing of the window, which only shows it; ``to_draft`` and ``from_draft`` keep it from getting lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.errors import UserError
from db.vocabulary import Answer, Grade, PhotoMoment
from xianfeng_gui.rules.checklists import LONGEST_TEXT
from xianfeng_gui.rules.inspections import findings_text
from xianfeng_gui.work import checklists
from xianfeng_gui.work.hazard_data import HazardData, usual_deadline
from xianfeng_gui.work.inspection_data import AnswerData
from xianfeng_gui.work.inspection_repeats import Repeat, Repeats
from xianfeng_gui.work.photos import PhotoInput


@dataclass
class Problem:
    """The hazard that a "no" will become, first in the checklist's standard words."""

    description: str = ""
    location: str = ""
    basis: str = ""
    measure: str = ""
    grade: Grade = Grade.GENERAL
    grade_reason: str = ""
    deadline: dt.date | None = None
    deadline_basis: str = ""
    person: str = ""
    topic_id: str = ""
    assurances: dict[str, str] = field(default_factory=dict)
    photos: tuple[PhotoInput, ...] = ()


@dataclass
class Row:
    """One thing to look at; ``item_id`` none for a problem beside the checklist. A problem is kept while the answer
    is changed to and fro."""

    text: str
    item_id: str | None = None
    standard: Problem = field(default_factory=Problem)
    answer: Answer | None = None
    remark: str = ""
    problem: Problem | None = None

    def is_problem(self) -> bool:
        """Whether it will become a hazard."""
        return self.answer is Answer.NO

    def is_described(self) -> bool:
        """Whether more than the standard words is known of its hazard: where it is, or a picture."""
        return self.problem is not None and bool(self.problem.location.strip() or self.problem.photos)

    def renew(self, standard: Problem) -> None:
        """Take over other standard words where the problem still has the old ones."""
        if self.problem is not None:
            for name in ("basis", "grade", "grade_reason"):
                if getattr(self.problem, name) == getattr(self.standard, name):
                    setattr(self.problem, name, getattr(standard, name))
        self.standard = standard

    def title(self) -> str:
        """What it is called in the list."""
        if self.item_id is not None:
            return self.text
        return (self.problem.description if self.problem else "") or "其他问题（请填写）"


class Entry:
    """The rows, the day and the site that they are about."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self.site_id: str | None = None
        self.person = ""
        self.checklist_id = ""
        self.rows: list[Row] = []
        self._repeats = Repeats(None)

    def set_site(self, site_id: str | None, representative: str = "") -> None:
        """The site whose earlier findings are pointed out; its representative answers for new problems."""
        if site_id != self.site_id:
            self.site_id = site_id
            self._repeats = Repeats(site_id)
        self.person = representative

    def set_day(self, day: dt.date) -> None:
        """Another day: proposed deadlines, and the law in force, move along where nobody has changed them."""
        before, self.day = self._term(), day
        standards = {row.item_id: row.standard for row in self._listed(self.checklist_id)}
        for row in self.rows:
            if row.problem and (row.problem.deadline, row.problem.deadline_basis) == before:
                row.problem.deadline, row.problem.deadline_basis = self._term()
            row.renew(standards.get(row.item_id, row.standard))

    def set_checklist(self, list_id: str) -> None:
        """Look through another list: what was answered already stays, the rest makes room for its items."""
        self.checklist_id = list_id
        kept = [row for row in self.rows if row.answer is not None]
        asked = {row.item_id for row in kept}
        new = [row for row in self._listed(list_id) if row.item_id not in asked]
        own = [row for row in kept if row.item_id is None]
        self.rows = [*(row for row in kept if row.item_id is not None), *new, *own]

    def _listed(self, list_id: str) -> list[Row]:
        """A list's items as open rows, in the words of the day."""
        if not list_id:
            return []
        topic_id = checklists.topic_for(list_id) or ""
        return [_row(checklists.on_day(item, self.day), topic_id) for item in checklists.item_rows(list_id)]

    def answer(self, place: int, answer: Answer | None) -> None:
        """Answer a row, or take its answer back; the first "no" brings the hazard in the standard words."""
        row = self.rows[place]
        if row.item_id is None and answer is not Answer.NO:
            raise UserError("这是另加的问题，不需要的请删除")
        row.answer = answer
        if answer is Answer.NO and row.problem is None:
            row.problem = self._new_problem(row.standard)

    def add_problem(self, topic_id: str = "") -> int:
        """A problem beside the checklist; returns its place."""
        row = Row("", answer=Answer.NO, standard=Problem(topic_id=topic_id))
        row.problem = self._new_problem(row.standard)
        self.rows.append(row)
        return len(self.rows) - 1

    def remove(self, place: int) -> None:
        """Take a problem beside the checklist away."""
        if self.rows[place].item_id is not None:
            raise UserError("检查表的项目不能删除，不涉及的请选“不涉及”")
        del self.rows[place]

    def _new_problem(self, standard: Problem) -> Problem:
        deadline, basis = self._term()
        return Problem(
            **{
                **vars(standard),
                "deadline": deadline,
                "deadline_basis": basis,
                "person": self.person,
                "assurances": {},
            }
        )

    def _term(self) -> tuple[dt.date, str]:
        """The deadline that is proposed: the office's usual term from the day of the inspection."""
        return usual_deadline(self.day)

    def next_open(self, place: int) -> int:
        """The next row without an answer, from the top after the last; ``place`` itself when there is none."""
        order = [*range(place + 1, len(self.rows)), *range(place)]
        return next((at for at in order if self.rows[at].answer is None), place)

    def open_numbers(self) -> list[int]:
        """The rows without an answer, as they are numbered on the screen."""
        return [place for place, row in enumerate(self.rows, 1) if row.answer is None]

    def answer_rest(self, answer: Answer) -> int:
        """Give all rows without an answer the same one (not a "no"); returns how many."""
        rest = [row for row in self.rows if row.answer is None]
        for row in rest:
            row.answer = answer
        return len(rest)

    def repeats(self, place: int) -> list[Repeat]:
        """Earlier findings of this kind at the site."""
        row = self.rows[place]
        words = row.problem or row.standard
        return self._repeats.of(row.item_id, words.description)

    def problems(self) -> list[Problem]:
        """What will become hazards, in order."""
        return [row.problem for row in self.rows if row.is_problem() and row.problem is not None]

    def counts(self) -> dict[Answer | None, int]:
        """How many rows of the checklist have each answer; none for those still open."""
        answers = [row.answer for row in self.rows if row.item_id is not None]
        return {answer: answers.count(answer) for answer in (*Answer, None)}

    def findings(self) -> str:
        """The findings composed from the answers."""
        name = checklists.checklist(self.checklist_id).name if self.checklist_id else ""
        answers = [row.answer for row in self.rows if row.item_id is not None]
        written = [one.description for one in self.problems() if one.description.strip()]
        return findings_text(name, answers, written)

    def answers(self, office_id: str, topic_id: str) -> tuple[AnswerData, ...]:
        """The rows as they are stored; ``topic_id`` where a row has none of its own. UserError names the row."""
        return tuple(
            AnswerData(
                row.text or _first_words(row),
                row.answer,
                row.item_id,
                row.remark,
                _hazard(row.problem, place, office_id, topic_id)
                if row.problem and row.is_problem()
                else None,
            )
            for place, row in enumerate(self.rows, 1)
        )

    def to_draft(self) -> dict[str, Any]:
        """Everything as JSON values."""
        rows = [
            vars(row) | {name: _plain(getattr(row, name)) for name in ("standard", "problem")}
            for row in self.rows
        ]
        return {"checklist_id": self.checklist_id, "rows": rows}

    def take_draft(self, draft: Mapping[str, Any]) -> None:
        """Go on where a draft ended."""
        self.checklist_id = draft["checklist_id"]
        self.rows = [_row_from(row) for row in draft["rows"]]


def _row(item: checklists.ItemRow, topic_id: str) -> Row:
    reason = item.basis if item.grade is Grade.MAJOR else ""
    standard = Problem(
        description=item.data().problem(),
        basis=item.basis,
        measure=item.measure,
        grade=item.grade,
        grade_reason=reason,
        topic_id=topic_id,
    )
    return Row(item.text, item.id, standard)


def _first_words(row: Row) -> str:
    return row.problem.description[:LONGEST_TEXT] if row.problem else ""


def _hazard(problem: Problem, place: int, office_id: str, topic_id: str) -> HazardData:
    """The hazard of a problem; site, day and source are filled in when the inspection is stored."""
    if not problem.description.strip():
        raise UserError(f"第{place}项没有写明问题，请填写隐患描述", "answers")
    if not (problem.topic_id or topic_id):
        raise UserError(f"第{place}项没有专题，请选择专题", "topic_id")
    values = {name: value for name, value in vars(problem).items() if name != "topic_id"}
    return HazardData(
        topic_id=problem.topic_id or topic_id,
        office_id=office_id,
        site_name="",
        found_on=dt.date.min,
        **values,
    )


def _plain(problem: Problem | None) -> dict[str, Any] | None:
    if problem is None:
        return None
    deadline = problem.deadline.isoformat() if problem.deadline else None
    photos = [vars(photo) | {"moment": photo.moment.value} for photo in problem.photos]
    return vars(problem) | {"deadline": deadline, "photos": photos}


def _row_from(row: Mapping[str, Any]) -> Row:
    return Row(
        row["text"],
        row["item_id"],
        _problem_from(row["standard"]) or Problem(),
        Answer(row["answer"]) if row["answer"] else None,
        row["remark"],
        _problem_from(row["problem"]),
    )


def _problem_from(kept: Mapping[str, Any] | None) -> Problem | None:
    if kept is None:
        return None
    deadline = dt.date.fromisoformat(kept["deadline"]) if kept["deadline"] else None
    photos = tuple(PhotoInput(**(one | {"moment": PhotoMoment(one["moment"])})) for one in kept["photos"])
    return Problem(**{**kept, "grade": Grade(kept["grade"]), "deadline": deadline, "photos": photos})
