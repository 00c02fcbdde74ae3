r"""TeX as MathML, which browsers draw and screen readers read without any script.

What the converter makes of a formula is not trusted: TeX such as ``\href`` and ``\text`` can carry links and
markup. So its elements are taken over one by one, from a list, and their text is escaped again.
"""

import html
import unicodedata
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

MAX_CHARACTERS = 2000
"""Of one formula; longer ones are shown as TeX."""
_TAGS = set(
    "math mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover "
    "mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts none".split()
)
_ATTRIBUTES = {"display", "mathvariant", "stretchy", "fence", "form", "separator", "columnalign", "linethickness"}
_ATTRIBUTES |= {"displaystyle", "scriptlevel", "accent", "movablelimits", "notation", "minsize", "maxsize", "width"}
_LETTERS = {"double-struck": "DOUBLE-STRUCK", "script": "SCRIPT", "fraktur": "FRAKTUR"}
"""Alphabets that browsers take from Unicode, not from an attribute."""


@lru_cache(maxsize=2000)
def mathml(tex: str, *, block: bool) -> str | None:
    """The formula as a ``<math>`` element; None where it cannot be converted."""
    if len(tex) > MAX_CHARACTERS:
        return None
    try:
        made = convert_to_element(tex, display="block" if block else "inline")
        return ElementTree.tostring(_taken_over(made), encoding="unicode")
    except Exception:  # the converter stops in many ways at TeX that it does not know
        return None


def _taken_over(given: ElementTree.Element) -> ElementTree.Element:
    """A copy with known elements and attributes only; an unknown element becomes a row of what is in it."""
    made = ElementTree.Element(given.tag if given.tag in _TAGS else "mrow")
    for name, value in given.attrib.items():
        if name in _ATTRIBUTES and value.replace("-", "").replace(".", "").replace(" ", "").isalnum():
            made.set(name, value)
    text = html.unescape(given.text or "")
    made.text = _in_alphabet(text, made.attrib.pop("mathvariant", "")) if text else None
    if given.attrib.get("mathvariant", "").startswith("bold"):
        made.set("class", "bold")
    for child in given:
        made.append(_taken_over(child))
    return made


def _in_alphabet(text: str, variant: str) -> str:
    if variant not in _LETTERS:
        return text
    return "".join(_letter(character, _LETTERS[variant]) for character in text)


def _letter(character: str, alphabet: str) -> str:
    if not (character.isascii() and character.isalpha()):
        return character
    case = "CAPITAL" if character.isupper() else "SMALL"
    for start in ("", "MATHEMATICAL ", "BLACK-LETTER "):
        try:
            return unicodedata.lookup(f"{start}{alphabet} {case} {character.upper()}")
        except KeyError:
            continue
    return character
