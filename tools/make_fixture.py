"""Make the frozen archive of the present schema that later migrations are tested with.

``python -m tools.make_fixture`` writes ``tests/fixtures/schema-N.zip``, a backup as one file. Run it once, when
schema N is final; it refuses to replace a file, for the point of the fixture is that it never changes.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from db import backup, clock, ids, journal, media, numbers, store
from db.records import (
    Campaign,
    Checklist,
    ChecklistItem,
    Evidence,
    Hazard,
    HazardStep,
    Inspection,
    InspectionAnswer,
    InspectionInspector,
    Measure,
    MonthlyReport,
    Office,
    Paper,
    PaperHazard,
    Person,
    Phase,
    Photo,
    PlannedInspection,
    SavedView,
    Service,
    Setting,
    SheetLayout,
    Site,
    Task,
    TaskOffice,
    Topic,
    TopicOffice,
)
from db.vocabulary import Answer, Grade, HazardState, OfficeKind, OfficeRole, PaperKind, PhaseKind, StepKind

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
ACTOR = "何某"
DAY = dt.date(2021, 6, 1)


def main() -> None:
    """Write the fixture of the present schema."""
    target = FOLDER / f"schema-{journal.SCHEMA}.zip"
    if target.exists():
        sys.exit(f"{target.name} is there already, and frozen")
    clock.set_today(dt.date(2021, 6, 18))
    ids.repeatable(1, 1_600_000_000_000)
    with tempfile.TemporaryDirectory() as scratch:
        store.create(Path(scratch))
        _plan()
        _hazards()
        _inspection()
        _reports()
        _turns()
        backup.to_file(target)
        store.close()
    print(target)


def _plan() -> None:
    with journal.change("载入工作方案", ACTOR, undoable=False):
        Campaign.create(id="c", key="甲", name="整治行动", starts_on=DAY, ends_on=dt.date(2022, 12, 31))
        Phase.create(campaign="c", kind=PhaseKind.MOBILIZATION, name="动员", starts_on=DAY, ends_on=DAY)
        Topic.create(id="t", campaign="c", number=1, name="消防安全", short_name="消防")
        Office.create(id="o", name="镇应急办", code="YJB")
        Office.create(id="v", name="绣庄村", code="XZ", kind=OfficeKind.VILLAGE, market_town=True)
        Person.create(id="p", office="o", name="何某", leader=True)
        TopicOffice.create(topic="t", office="o", role=OfficeRole.LEAD)
        Measure.create(id="m", topic="t", number=1, title="排查通道")
        Task.create(
            id="k", campaign="c", topic="t", measure="m", number="1-01", title="排查", office="o", person="p",
            starts_on=DAY, deadline=dt.date(2021, 12, 31), target_value=95.5,
        )  # fmt: skip
        TaskOffice.create(task="k", office="v", role=OfficeRole.LOCAL)


def _hazards() -> None:
    for name in ("青禾榨菜加工厂", "重庆小面店"):
        with journal.change("登记隐患", ACTOR):
            site = Site.create(name=name, village="v")
            number = numbers.take("hazard.YJB", 2021)
            hazard = Hazard.create(
                id=f"h{number}", number=f"YJB-2021-{number:04}", campaign="c", topic="t", task="k", site=site,
                office="o", village="v", found_on=DAY, description="疏散通道堆放杂物", last_step_on=DAY,
                deadline=dt.date(2021, 6, 30),
            )  # fmt: skip
            HazardStep.create(
                hazard=hazard,
                kind=StepKind.REPORT,
                on_date=DAY,
                to_state=HazardState.REPORTED,
                entered_at=DAY,
            )
            picture = media.put(f"picture of {number}".encode())
            Photo.create(hazard=hazard, sha256=picture, width=4, height=3, caption="通道")
    with journal.change("下达整改通知", ACTOR, undoable=False):
        Hazard.update(state=HazardState.ISSUED, grade=Grade.MAJOR).where(Hazard.id == "h1").execute()
        paper = Paper.create(
            kind=PaperKind.NOTICE, number="先应急改〔2021〕1号", year=2021, office="o", issued_on=DAY, pages=1,
            sequence=numbers.take(PaperKind.NOTICE, 2021), sha256=media.put(b"%PDF"),
            site=Hazard.get_by_id("h1").site,
        )  # fmt: skip
        PaperHazard.create(paper=paper, hazard="h1", position=1)


def _inspection() -> None:
    with journal.change("登记检查", ACTOR):
        Checklist.create(id="l", key="fire", name="消防安全检查表", topic="t")
        ChecklistItem.create(
            id="i", checklist="l", position=1, text="疏散通道是否畅通", finding="疏散通道堆放杂物"
        )
        site = Hazard.get_by_id("h1").site
        Inspection.create(
            id="n", number="YJB-J-2021-0001", campaign="c", site=site, office="o", checklist="l", on_date=DAY,
            starts_at="09:00", ends_at="10:30",
        )  # fmt: skip
        InspectionInspector.create(inspection="n", person="p", name="何某", certificate_number="Y1")
        InspectionAnswer.create(
            inspection="n", item="i", position=1, text="疏散通道是否畅通", answer=Answer.NO, hazard="h1"
        )
        PlannedInspection.create(site=site, month="2021-06", office="o", inspection="n")
        numbers.take("inspection.YJB", 2021)
    with journal.change("登记送达", ACTOR):
        slip = media.put("签收单".encode())
        paper = Paper.get()
        Service.create(paper=paper, served_on=DAY, receiver="丁某", sha256=slip, file_name="签收单.jpg")


def _reports() -> None:
    with journal.change("填报月度工作情况", ACTOR):
        report = MonthlyReport.create(task="k", month="2021-06", text="已排查", percent=40, reported_on=DAY)
        file = media.put("排查清单".encode())
        Evidence.create(task="k", report=report, name="清单.txt", sha256=file, size=12, added_on=DAY)
    with journal.change("保存视图", ACTOR):
        SavedView.create(page="hazards", name="重大隐患", query="{}")
        SheetLayout.create(purpose="import", kind="hazards", fingerprint="f", mapping="{}", used_on=DAY)


def _turns() -> None:
    """A deletion, an undo and a redo, so that their changesets are kept too."""
    with journal.change("删除照片", ACTOR):
        Photo.delete().where(Photo.hazard == "h2").execute()
    journal.undo(ACTOR)
    journal.redo(ACTOR)
    with journal.change("改设置", ACTOR):
        Setting.create(id="report_day", value="25")


if __name__ == "__main__":
    main()
