"""Rule on personal numbers: none stands in a field that readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hongke.catalogue import Catalogue
from hongke.problems import Problem, problem

# A mobile number in mainland China (11 digits from 13 to 19), an 18-place identity number, a bank card (16 to 19).
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_CARD = re.compile(r"(?<!\d)\d(?:[- ]?\d){15,18}(?!\d)")


def personal_number(catalogue: Catalogue) -> Iterator[Problem]:
    """HK214: phone, identity-card and bank-card numbers are refused in public fields.

    Identity numbers carry a check digit (GB 11643-1999), card numbers the Luhn digit (ISO/IEC 7812-1): a long number that
    fails both is taken for something else.
    """
    for document in catalogue.documents:
        for leaf in document.texts():
            if not leaf.public or leaf.ref or not any(character.isdigit() for character in leaf.text):
                continue
            found = _personal(leaf.text)
            if found:
                what, number = found
                place = document.text_place(leaf, number)
                shown = number[:3] + "…"
                yield problem(
                    "HK214", place, f"公开字段里有{what}（{shown}）。", "删去；需要联系方式时写部门和公开的座机。"
                )


def _personal(text: str) -> tuple[str, str] | None:
    for number in _IDENTITY.findall(text):
        if _identity_checks(number):
            return "身份证号", number
    mobile = _MOBILE.search(text)
    if mobile:
        return "手机号", mobile.group()
    for card in _CARD.finditer(text):
        if _luhn_checks(re.sub(r"\D", "", card.group())):
            return "银行卡号", card.group()
    return None


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
