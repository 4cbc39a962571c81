"""When two names mean the same site: districts, company forms, brackets and blanks do not tell them apart."""

from __future__ import annotations

import re
import unicodedata

_PLACE = re.compile(r"^(?:[一-鿿]{2,3}省)?(?:[一-鿿]{2,3}市)?(?:[一-鿿]{2,3}[区县])?(?:[一-鿿]{2,3}[镇乡])?")
_FORM = re.compile(r"(股份有限公司|有限责任公司|有限公司|分公司|公司|个体工商户|个人独资企业|普通合伙)")
_SHORTEST = 2


def bare_name(name: str) -> str:
    """The part of a name that tells sites apart; two sites with the same one are probably the same site.

    重庆市江津区先锋镇甲（乙）有限公司 and 甲乙有限责任公司 both become 甲乙.
    """
    plain = re.sub(r"[\s()（）\[\]【】“”\"'·.,，、\-—_]+", "", unicodedata.normalize("NFKC", name)).casefold()
    without_place = _PLACE.sub("", plain)
    kept = without_place if len(_FORM.sub("", without_place)) >= _SHORTEST else plain
    bare = _FORM.sub("", kept)
    return bare if len(bare) >= _SHORTEST else kept
