"""What was typed, as answers that can be kept: every question by its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from cellwork.kernel.refusals import Unfit
from cellwork.reports.layout import LARGEST, Given
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import ReportQuestion

LONGEST_WORDS = 4000
_PLACES = Decimal("0.01")


def checked(
    questions: Sequence[ReportQuestion], typed: Mapping[str, Given], *, attached: Mapping[str, int]
) -> dict[str, Given]:
    """The answers, without those left empty. `attached`: photos and documents by question. Unfit names the first mistake."""
    answers: dict[str, Given] = {}
    for question in questions:
        given = _checked(question, typed.get(question.code, ""), attached.get(question.code, 0))
        if given:
            answers[question.code] = given
        elif question.required:
            raise Unfit(f"Not answered yet: {question.title}", _REMEDIES[question.form], field=question.code)
    return answers


_REMEDIES: Mapping[Answer, str] = {
    Answer.NUMBER: "Write a number; 0 is an answer too.",
    Answer.SHARE: "Write how many, and of how many.",
    Answer.CHOICE: "Choose one.",
    Answer.WORDS: "A sentence is enough.",
    Answer.EVIDENCE: "Add a photo or document.",
}


def _checked(question: ReportQuestion, typed: Given, attached: int) -> Given:
    if question.form is Answer.EVIDENCE:
        return str(attached) if attached else ""
    if question.form is Answer.SHARE:
        return _share(question, typed)
    text = str(typed[0] if isinstance(typed, list) and typed else typed or "").strip()
    if not text:
        return ""
    if question.form is Answer.NUMBER:
        return _number(question, text)
    if question.form is Answer.CHOICE and text not in question.options:
        raise Unfit(f"“{text[:60]}” is not among the answers to: {question.title}", "Choose one.", field=question.code)
    if len(text) > LONGEST_WORDS:
        raise Unfit(
            f"This answer has {len(text)} letters; {LONGEST_WORDS} fit: {question.title}",
            "Say the most important; a document can be added where one is asked for.",
            field=question.code,
        )
    return text


def _share(question: ReportQuestion, typed: Given) -> Given:
    given = [*(typed if isinstance(typed, list) else [typed]), "", ""][:2]
    part, whole = (text.strip() for text in given)
    if not part and not whole:
        return ""
    if not part or not whole:
        raise Unfit(f"Half an answer: {question.title}", _REMEDIES[Answer.SHARE], field=question.code)
    part, whole = _number(question, part), _number(question, whole)
    if Decimal(part) > Decimal(whole):
        raise Unfit(
            f"{part} of {whole} cannot be: {question.title}", "The first number is a part of the second.", field=question.code
        )  # fmt: skip
    return [part, whole]


def _number(question: ReportQuestion, text: str) -> str:
    """As it is kept: plain digits with two places at most. Spaces that group digits and a decimal comma are understood."""
    plain = "".join(text.split()).replace("\u202f", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Unfit(
            f"“{text[:30]}” is not a number: {question.title}", "Write it such as 12 or 12.5.", field=question.code
        ) from None
    if not number.is_finite() or number < 0:
        raise Unfit(f"A number from 0 upwards is asked: {question.title}", "Write it such as 12.", field=question.code)
    if number >= LARGEST:
        raise Unfit(f"This number is too large: {question.title}", "Ten digits at most.", field=question.code)
    if number != number.quantize(_PLACES):
        raise Unfit(f"Two decimal places are kept: {question.title}", "Round it.", field=question.code)
    return f"{number.normalize():f}"
