"""Unified social credit codes (统一社会信用代码).

Source: GB 32100-2015 法人和其他组织统一社会信用代码编码规则: 18 characters of digits and capital letters without
I, O, S, V and Z; the last one is a check character, weights are the powers of 3 modulo 31.
"""

from __future__ import annotations

import unicodedata

from db.errors import UserError

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


def check_character(first: str) -> str:
    """The check character that follows the first 17 characters."""
    total = sum(
        _ALPHABET.index(character) * pow(3, place, len(_ALPHABET)) for place, character in enumerate(first)
    )
    return _ALPHABET[-total % len(_ALPHABET)]


def clean_credit_code(text: str) -> str:
    """The code in its plain form (half-width capitals, no blanks); empty stays empty. Raises UserError."""
    code = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if not code:
        return ""
    if len(code) != _LENGTH:
        raise UserError(f"统一社会信用代码应为18位，现在是{len(code)}位，请核对营业执照。", "credit_code")
    if wrong := [character for character in code if character not in _ALPHABET]:
        raise UserError(
            f"统一社会信用代码中不会有“{wrong[0]}”，请核对营业执照（不用字母I、O、S、V、Z）。", "credit_code"
        )
    if check_character(code[:-1]) != code[-1]:
        raise UserError("统一社会信用代码的校验位不对，可能抄错了一位，请核对营业执照。", "credit_code")
    return code
