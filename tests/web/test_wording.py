"""Nothing on a page is left as the program calls it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.ledger.deciding import KINDS as LINKS
from pipeline.link.levels import ORDER
from pipeline.store.lifecycle import ACTS as LIFE
from pipeline.web.rulebooks import Books
from pipeline.web.site import Site
from pipeline.web.wording import ACTS, LEVELS, SLOTS, STATUSES
from tests.web.service import Browser


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (LIFE, ACTS),
        (ORDER, LEVELS),
        (RULE_STATUSES, STATUSES),
        (LIGHTS, LIGHT_NAMES),
        (CORRECTABLE, FIELDS),
        (KINDS, words.KINDS),
        (STATES, UPLOADS),
    ],
)
def test_every_code_has_a_name(codes: Iterable[str], names: dict[str, object]) -> None:
    assert set(codes) <= set(names)


def test_every_shelf_of_the_rulebook_has_a_name(site: Site) -> None:
    assert {rule.slot for rule in Books(site).all()} <= set(SLOTS)


def test_the_list_of_rules_is_chinese_in_chinese(browser: Callable[[str], Browser]) -> None:
    here = browser("fenxi")
    page = here.get("/rules").text
    assert ">active<" not in page
    assert ">在用<" in page
    here.client.cookies.set("duban_lang", "en")
    assert ">active<" in here.get("/rules").text
