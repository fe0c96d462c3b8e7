"""Rule on personal numbers: none stands in a field that readers see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hongke.catalogue import Document
from hongke.leaves import Leaf
from hongke.problems import Problem, problem
from hongke.rules.surroundings import Surroundings
from hongke.signs import LONG_NUMBER

# A mobile number in mainland China (11 digits from 13 to 19), an 18-place identity number, a bank card (16 to 19).
_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[-. ]?\d{4}[-. ]?\d{4}(?![\d.]|\s*[元万亿])")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_CARD = re.compile(r"(?<!\d)[3-69]\d{3}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?:[- ]?\d{1,3})?(?!\d)")
_URL = re.compile(r"https?://\S+")


def personal_number(document: Document, texts: Iterable[Leaf], _around: Surroundings) -> Iterator[Problem]:
    """HK214: phone, identity-card and bank-card numbers are refused in public fields.

    Identity numbers carry a check digit (GB 11643-1999), card numbers the Luhn digit (ISO/IEC 7812-1) and begin with 3 to 6
    or 9: a long number that fails these is taken for something else.
    """
    for leaf in texts:
        if not leaf.public or leaf.ref or not LONG_NUMBER.search(leaf.text):
            continue
        for what, found in _personal(leaf.text):
            written = leaf.text[found.start() : found.end()]
            place = document.text_place(leaf, found.start(), written)
            message = f"公开字段里有{what}（{written[:3]}…）。"
            yield problem("HK214", place, message, "删去；需要联系方式时写部门和公开的座机。")


def _personal(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Give the personal numbers of a text with what they are; full-width digits count as digits."""
    # Both replacements keep every character where it was.
    plain = _URL.sub(lambda url: " " * len(url.group()), text.translate(_HALF_WIDTH))
    for found in _IDENTITY.finditer(plain):
        if _identity_checks(found.group()):
            yield "身份证号", found
    for found in _MOBILE.finditer(plain):
        yield "手机号", found
    for found in _CARD.finditer(plain):
        if _luhn_checks(re.sub(r"\D", "", found.group())):
            yield "银行卡号", found


_HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}


def _identity_checks(number: str) -> bool:
    """Whether the last place is the check digit of GB 11643-1999 (ISO 7064, MOD 11-2)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _luhn_checks(digits: str) -> bool:
    """Whether the last digit is the Luhn digit of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
