"""Lists of offices as plans write them: 镇应急办、镇经济办和各村（社区）按职责分工负责，2025年底前完成."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xianfeng_gui.rules.plan_reading.dates import FEASTS
from xianfeng_gui.rules.plan_reading.outline import clauses

_ENDINGS = (
    *(
        "办",
        "办公室",
        "中心",
        "大队",
        "中队",
        "支队",
        "派出所",
        "所",
        "局",
        "委",
        "会",
        "部",
        "站",
        "院",
        "处",
        "科",
    ),
    *(
        "室",
        "校",
        "学校",
        "中学",
        "小学",
        "岗",
        "股",
        "组",
        "专班",
        "平台",
        "窗口",
        "联",
        "团",
        "台",
        "厅",
        "站所",
    ),
    *(
        "政协",
        "银行",
        "公司",
        "企业",
        "协会",
        "联社",
        "学区",
        "分局",
        "管委会",
        "政府",
        "消防救援站",
        "队",
        "社",
        "厂",
    ),
)
_ENDINGS_BUT_COMMITTEES = tuple(one for one in _ENDINGS if one != "会")
"""各村委会 are villages."""
_HAN = "[\u4e00-\u9fff]"
OFFICE = re.compile(
    f"{_HAN}{{2,18}}(?:办|办公室|中心|大队|中队|执法队|派出所|所|局|站|科|校|学校|中学|小学|学区|公司|专班|委|岗|妇联|工会|供销社|卫生院|武装部|联合会)"
)
_TOWN = "(?:[镇乡区县]|街道|市(?!场))"
CLEAR = re.compile(
    f"{_HAN}{{0,4}}?{_TOWN}{_HAN}{{1,14}}(?:{'|'.join(_ENDINGS)})"
    f"|{_HAN}{{0,12}}(?:派出所|监管所|管理所|司法所|财政所|规资所|规自所|资源所|税务所|供电所|水利站|林业站|农技站|救援站|消防站|工作站|执法队|综治中心|武装部|妇联|团委|工会)"
    f"|{_HAN}{{1,12}}(?:办|办公室|大队|中队|局|委员会|服务中心|专班)"
)
"""A name that cannot well be anything but an office: of the town, or with the ending of one."""
_OF_TOWN = re.compile(f"{_TOWN}{_HAN}{{1,10}}|国网{_HAN}+|中国{_HAN}+")
_PLACES = re.compile(
    "(?:加油|加气|液化气?|换瓶|供应|充装|充电|换电|收购|回收|变电|客运|火车|汽车|泵|车)站$|(?:诊|厕|场|招待|会)所$|(?:购物|商业|月子|娱乐|批发|健身)中心$|商场$"
)
"""What is inspected, not who inspects."""
_LOCAL = re.compile(r"村|社区|居委会|村居|镇街|乡镇|街道$|^各.*街道")
_ALL_LOCAL = re.compile("(?:各|全体|所有).{0,10}(?:村|社区|居委会)|(?:村|社区)(?:[（(](?:社区|居|村)[）)])?$")
_GENERAL = re.compile(
    r"^(各|有关|相关|所有|其他|其它|全体|本|等|上述|每|按)|(部门|单位|成员单位|企业|人员|主体)$|主管部门|相关部门|有关部门|职能部门|责任单位"
)
_NO_NAME = re.compile(
    r"(?:长|书记|主任|主席|委员|负责人|员|领导|专干)$|\d|完成|牵头|配合|负责|按照|职责|各自|共同|持续|长期|坚持|[：:。“”《》]|底前|之日"
    "|^(?:联系|咨询|上?报|抄[送报]|告知|通知|移[交送]|提请|向|经|责任)(?=[镇乡]|街道)"
    "|督促|组织(?!部|办|委)|开展|加强|协调(?!办|中心|组|处|局)|要求|推动|指导(?!办|中心|站)|明确"
)
"""Says who somebody is, or what is to be done."""
_ADVERB = "(?:共同|分别|联合|统一|具体|协同|一起|各自)"
_ADVERBS = re.compile(
    f"^(?:由|会同|共同|分别|具体|各自|(?:牵头|责任|配合|参与|协助|协办)(?:单位|部门))+|(?:等(?:[^、]{{0,6}}(?:部门|单位|站所|科室))?|和|及|与|{_ADVERB})+$"
)
_ROLE_WORD = re.compile(
    "(?:等)?(?:有关|相关|各)?(?:行业领域主管|职能)?(?:部门|单位)?(?:分别)?(?:按照?[^、，,；;]{0,16}?)?(?:分工)?"
    f"{_ADVERB}*(?:(?:作?为)?(?:牵头|负责|配合|参与|协助|落实)(?:单位|部门|抓总|负责|配合|落实|实施)*|各负其责|各司其职)$"
)
_BRACKET = re.compile("[（(]([^（）()]*)[）)]")
_JOINED = re.compile(
    "以及|会同|和|及|与|联合|(?<=[办所局队])(?=[镇乡][^办所局队]{1,10}(?:办|所|局|队|站|中心)$)"
)
"""Also where only a blank stood between two names of the town's."""
_WHEN = re.compile(
    r"(?:力争|确保|到|在|于|自|从)?(?:20\d\d[年.．/-]|二[〇○零ＯO]..年|(?:今|本|明|次|翌|当)年|(?<![\d年])\d{1,2}月|[一二三四五六七八九十]{1,2}月|年[底末内中]|[上下]半年|第?[一二三四]季度"
    rf"|(?:\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})个?(?:工作日|日|天|月|周)[之以]?内|{FEASTS}|[^，,]{{0,12}}之日起)"
    r"[\d年月日号上中下旬半季度底末前内之以至到～~.．/—－一二三四五六七八九十-]*"
)
_LASTING = re.compile("(?:长期|持续|常态化?|全年|常年|立即|即时|随时|适时|贯穿)[^、]{0,10}")
_LONGEST = 20


@dataclass(frozen=True)
class Named:
    """Offices in order, those marked （牵头）, villages by name, the words for the local ones, the words of a deadline,
    and what may be an office and was not taken for one."""

    offices: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    local_text: str = ""
    time: str = ""
    unread: tuple[str, ...] = ()

    def __add__(self, other: Named) -> Named:
        """What both lists name, each once."""
        return Named(
            _once(self.offices, other.offices),
            _once(self.leading, other.leading),
            _once(self.villages, other.villages),
            "、".join(_once((self.local_text,), (other.local_text,))),
            "、".join(_once((self.time,), (other.time,))),
            _once(self.unread, other.unread),
        )


def listed(words: str) -> Named:
    """What a list of offices says."""
    whole = Named()
    for clause in clauses(words, "，,；;。"):
        who, time = without_time(clause)
        whole += Named(time=time)
        for piece in clauses(without_role(who), "、/"):
            for name in _joined(piece.strip()):
                whole += _of(name)
    return whole


def names(words: str) -> tuple[str, ...]:
    """The offices in a list; what names no single one (各行业主管部门) and the local ones are left out."""
    return listed(words).offices


def without_role(words: str) -> str:
    """Without 由 before and 按职责分工负责 behind the offices."""
    return _ROLE_WORD.sub("", words.strip()).strip()


def without_time(clause: str) -> tuple[str, str]:
    """A part of a list without the words of a deadline in it, and these: 2025年底前完成, 长期坚持."""
    plain = clause.strip()
    if _LASTING.fullmatch(plain) and not CLEAR.search(plain):
        return "", plain
    match = _WHEN.search(plain)
    if match is None:
        return clause, ""
    behind = plain[match.end() :].lstrip("，,")
    if OFFICE.search(behind):
        return plain[: match.start()] + behind, match[0]
    return plain[: match.start()], plain[match.start() :]


def is_list(words: str) -> bool:
    """Whether words hold nothing but offices, and perhaps until when: 街道应急办、街道经发科，持续推进."""
    named = listed(words)
    clear = [name for name in named.offices if CLEAR.fullmatch(name)]
    return bool(clear) and not named.unread and not any(map(_PLACES.search, named.offices))


def _of(words: str) -> Named:
    """What one name of a list is."""
    inside = "、".join(_BRACKET.findall(words))
    name = _ADVERBS.sub("", _ADVERBS.sub("", _BRACKET.sub("", words)))
    unread = (f"{name}（{inside}）",) if CLEAR.search(inside) else ()
    is_all = _ALL_LOCAL.search(words) and not name.endswith(_ENDINGS_BUT_COMMITTEES)
    if is_all or (_LOCAL.search(name) and not name.endswith(_ENDINGS)):
        return Named(local_text=_ADVERBS.sub("", words), villages=_village(name), unread=unread)
    if len(name) < 2 or _GENERAL.search(name):
        return Named(unread=unread)
    is_office = name.endswith(_ENDINGS) or _OF_TOWN.fullmatch(name)
    if not is_office or _NO_NAME.search(name) or len(name) > _LONGEST:
        return Named(unread=(words, *unread))
    return Named((name,), (name,) if "牵头" in inside else (), unread=unread)


def _village(name: str) -> tuple[str, ...]:
    """A village or community by name; 各村 names none."""
    is_one = name.endswith(("村", "社区")) and len(name) > 2 and "各" not in name
    return (name,) if is_one else ()


def _joined(piece: str) -> list[str]:
    """Split at 和, 及 or 与 only behind a whole name: 镇民政和社会事务办 is one office."""
    found, begin = [], 0
    for match in _JOINED.finditer(piece):
        left, right = piece[begin : match.start()], piece[match.end() :]
        is_all_local = left.startswith("各") and left.endswith(("村", "社区")) and OFFICE.search(right)
        if (left.endswith(_ENDINGS) or is_all_local) and right:
            found.append(left)
            begin = match.end()
    return [*found, piece[begin:]]


def _once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (*first, *second) if one))
