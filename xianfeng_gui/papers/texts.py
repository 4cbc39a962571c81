"""A paper's wording filled with its content: lines become paragraphs, headings and blanks to write on.

- A line that names an optional field which is empty is left out; a required one shows （待填） in a draft.
- ``{隐患清单}`` gives the texts of all items (key ``item``), as does ``blocks`` for other names.
- A line such as ``一、整改要求`` or ``（一）依据`` is a heading; two or more underscores are a ruled blank of as many characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING

from db.errors import UserError
from db.vocabulary import Grade
from xianfeng_gui.papers.content import OUTCOMES, PaperContent, PaperItem, as_day, officers
from xianfeng_gui.papers.document import Block, FormLine, Heading
from xianfeng_gui.papers.fields import ITEM_LIST, REPLACED
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.numerals import chinese_date, chinese_numeral, chinese_time, hazards_in_words
from xianfeng_gui.papers.style import OfficeStyle

if TYPE_CHECKING:
    from xianfeng_gui.papers.wording import Wording

TO_FILL = "（待填）"
VERIFIED = "经核查"
"""How a hazard came to light, where nobody says more."""
DRAFT_NUMBER = re.compile(r"〔.*")
LONGEST_HEADING = 90
"""Characters: what is longer is a paragraph, however it begins."""
_HEADING = re.compile(
    r"(?:(?P<first>[一二三四五六七八九十百]+、)|（[一二三四五六七八九十百]+）)[^。；]*[^。；：，、]"
)
TITLE_LENGTH = 20
"""Characters in a line of a title (22 pt on 156 mm)."""
KEPT_TEMPLATES = 512
"""Lines of wordings that are kept taken apart."""
_NAME = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w")
_NUMBERED = re.compile(r"（\{中文序号\}）|\{序号\}\.")
_ONE = re.compile(r"^(?:（一）|1\.)")
_BLANK = re.compile(r"_{2,}")
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", "”")
_LONG_FIELDS = (FieldKind.TEXT, FieldKind.LINES)
_ITEM_SENTENCES = ("描述", "依据", "整改措施", "复查说明")
_MAY_BE_EMPTY = ("编号说明",)


@lru_cache(maxsize=KEPT_TEMPLATES)
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """Pieces of a template, each with the name that follows it; the templates are the wording's and come again."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


class Texts:
    """The texts of one paper. ``own`` are values of the kind's computed names."""

    def __init__(
        self, form: PaperForm, content: PaperContent, office: OfficeStyle, wording: Wording, draft: bool
    ) -> None:
        self.form = form
        self.content = content
        self.office = office
        self.wording = wording
        self.draft = draft
        self.number = shown_number(content.number, draft)
        self._specs = {spec.label: spec for spec in form.fields}
        self._values = {spec.label: shown(spec, content.value(spec.name)) for spec in form.fields}
        self._values |= {
            "发文机关": office.issuer,
            "我方": office.our_side,
            "文号": self.number,
            "成文日期": chinese_date(content.issued_on),
            REPLACED: content.replaces,
        }
        if form.has_items:
            self._values |= self._counts()

    def compute(self, **values: str) -> None:
        """Give the kind's computed names their values."""
        self._values |= values

    def value(self, name: str) -> str:
        """A field by its own name, as it is printed; （待填） for a required one that is empty."""
        spec = self.form.field(name)
        return self._shown(spec.label, self._values) or ""

    def line(self, key: str) -> str:
        """A text that is one line, such as a title; UserError where the paper would not say what it can't do without."""
        said, text = "".join(self.fill(self.wording[key])), self.wording.texts[key]
        if not said and not text.may_be_empty:
            raise UserError(
                f"“{text.label}”里写的内容没有填，印出来是空的，请填写，或在“文书用语”中改写", key
            )
        return said

    def title(self) -> str:
        """The title; one too long for a line is broken before or after a name in it, not inside."""
        template = self.wording["title"]
        title = self.line("title")
        if len(title) <= TITLE_LENGTH:
            return title
        names: list[str] = _NAME.findall(template)
        breaks = [two for name in names for two in _around(title, self._shown(name, self._values))]
        fitting = [two for two in breaks if max(map(len, two)) <= TITLE_LENGTH]
        best = min(fitting, key=lambda two: abs(len(two[0]) - len(two[1])), default=(title,))
        return "\n".join(best)

    def blocks(self, key: str, lists: Mapping[str, Sequence[Block]] | None = None) -> tuple[Block, ...]:
        """A text in blocks; ``lists`` are the blocks that stand for names other than ``{隐患清单}``, or for this one."""
        found: list[Block] = []
        for template in self.wording[key].splitlines():
            found += self._line_blocks(template, lists or {})
        return tuple(found)

    def _line_blocks(self, template: str, lists: Mapping[str, Sequence[Block]]) -> list[Block]:
        """A line in blocks; words beside the name of a list stand above and below it."""
        name = next((one for one in (*lists, ITEM_LIST) if f"{{{one}}}" in template), None)
        if name is None:
            return [block(line) for line in self.fill(template)]
        before, _, after = template.partition(f"{{{name}}}")
        stands = lists[name] if name in lists else self.item_blocks(self.content.items)
        below = self._line_blocks(after, lists) if _WORD.search(after) else []
        return [*self._line_blocks(before, lists), *stands, *below]

    def item_blocks(self, items: Sequence[PaperItem], key: str = "item") -> list[Block]:
        """The text about one item, for each of them; an item's description is always a plain paragraph. What stands alone on
        the paper bears no number."""
        found: list[Block] = []
        alone = len(self.content.items) == 1
        for item in items:
            names = item_names(item)
            for template in self.wording[key].splitlines():
                lines = self.fill(template, names)
                made = lines if "{描述}" in template else [block(line) for line in lines]
                if alone and made and _NUMBERED.match(template):
                    made = [unnumbered(made[0]), *made[1:]]
                found += made
        return found

    def fill(self, text: str, names: Mapping[str, str] | None = None) -> list[str]:
        """A text with its names filled in, as lines; ``names`` are an item's own, left out with their line when empty."""
        values = {**self._values, **(names or {})}
        found: list[str] = []
        for template in text.splitlines() or [""]:
            line = self._filled(template, values, names or {})
            if line is not None:
                found += [part.strip() for part in line.splitlines() if part.strip()]
        return found

    def _filled(self, template: str, values: Mapping[str, str], names: Mapping[str, str]) -> str | None:
        """One line filled, or None when it is to be left out."""
        parts = _parts(template)
        line = ""
        for index, (literal, name) in enumerate(parts):
            line += literal
            if name is None:
                continue
            value = self._shown(name, values)
            if value is None or (name in names and not value and name not in _MAY_BE_EMPTY):
                return None
            after = parts[index + 1][0] if index + 1 < len(parts) else ""
            line += _joined(value, after) if self._is_sentence(name) else value
        return line

    def _is_sentence(self, name: str) -> bool:
        spec = self._specs.get(name)
        return name in _ITEM_SENTENCES if spec is None else spec.kind in _LONG_FIELDS

    def _shown(self, name: str, values: Mapping[str, str]) -> str | None:
        """A value as printed; None for an optional field that is empty, and for what is replaced where nothing is."""
        value = values[name]
        spec = self._specs.get(name)
        if value:
            return value
        if spec is None:
            return None if name == REPLACED else value
        return TO_FILL if spec.required else None

    def _counts(self) -> dict[str, str]:
        count, grades = len(self.content.items), Counter(item.major for item in self.content.items)
        major, every = grades[True], "均" if count > 1 else ""
        note = f"，其中重大隐患{major}项" if major else ""
        return {
            "隐患数": str(count),
            "一般隐患数": str(grades[False]),
            "重大隐患数": str(major),
            "重大隐患说明": f"，{every}属重大隐患" if major == count else note,
            "隐患数和等级": hazards_in_words(count, major),
            "均": every,
        }


def _around(title: str, name: str | None) -> list[tuple[str, str]]:
    """The title cut before and after a name in it."""
    before, found, after = title.partition(name) if name else (title, "", "")
    return [two for two in ((before, found + after), (before + found, after)) if all(two)] if name else []


def block(line: str) -> Block:
    """A line as heading, blanks to write on, or paragraph."""
    if _BLANK.search(line):
        return FormLine(tuple(form_fields(line)))
    found = _HEADING.fullmatch(line) if len(line) <= LONGEST_HEADING else None
    if found:
        return Heading(line, 1 if found["first"] else 2)
    return line


def unnumbered(part: Block) -> Block:
    """The same without the number 1 that it begins with."""
    if isinstance(part, Heading):
        return replace(part, text=_ONE.sub("", part.text))
    return part if isinstance(part, FormLine) else _ONE.sub("", part)


def form_fields(line: str) -> list[tuple[str, int]]:
    """``签收时间：____年__月`` as labels with the widths of the blanks behind them."""
    labels = _BLANK.split(line)
    widths = [len(blank) for blank in _BLANK.findall(line)] + [0]
    return [pair for pair in zip(labels, widths, strict=True) if pair != ("", 0)]


def shown(spec: FieldSpec, value: str) -> str:
    """A field's value as it is printed; empty when it is not filled in."""
    if not value:
        return ""
    if spec.kind is FieldKind.DATE:
        day = as_day(value, spec.name)
        return chinese_date(day) if day else ""
    if spec.kind is FieldKind.TIME:
        return chinese_time(value)
    if spec.kind is FieldKind.CHOICE:
        return dict(spec.choices).get(value, value)
    if spec.kind is FieldKind.OFFICERS:
        return "、".join(
            one.name + (f"（{one.certificate}）" if one.certificate else "") for one in officers(value)
        )
    if spec.kind is FieldKind.FLAG:
        return "是"
    return value


def item_names(item: PaperItem) -> dict[str, str]:
    """The values of ``catalogue.ITEM_NAMES``."""
    grade = Grade.label_of(item.grade)
    place = item.place.strip()
    day = as_day(item.deadline, "items")
    return {
        "序号": str(item.number),
        "中文序号": chinese_numeral(item.number),
        "部位": place,
        "等级": grade,
        "部位和等级": f"{place}（{grade}）" if place else grade,
        "描述": sentence(item.description),
        "依据": sentence(item.basis),
        "整改措施": sentence(item.measure),
        "整改期限": chinese_date(day) if day else "",
        "隐患编号": item.hazard_number,
        "编号说明": f"（编号：{item.hazard_number}）" if item.hazard_number else "",
        "复查结果": OUTCOMES.get(item.outcome, ""),
        "复查说明": sentence(item.remark),
    }


def sentence(text: str) -> str:
    """Closed by a full stop, as a text on a paper is; an empty one stays empty."""
    text = text.strip()
    return text if not text or text.endswith(_SENTENCE_ENDS) else f"{text}。"


def _joined(value: str, after: str) -> str:
    """A long value inside its line: without its own full stop before a mark of the wording, with one at the line's end."""
    if after[:1] in ("。", "，", "；", "、"):
        return value.rstrip("。；，")
    return value if after else sentence(value)


def shown_number(number: str, draft: bool) -> str:
    """A document number as printed: a draft's year and number are left blank."""
    return DRAFT_NUMBER.sub("", number) + "〔\u3000\u3000〕\u3000\u3000号" if draft else number
