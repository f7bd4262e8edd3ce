"""What machines are told of the website: only facts, in a form that no word can break out of."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from markupsafe import Markup

from hidaka_dx.document import Document
from hidaka_dx.website import DataFile, OpenData, ShownEdition, Site, WebPaper
from hidaka_dx.website.metadata import edition_facts, front_facts
from hidaka_dx.website.view_models import Group, Overview

SITE = Site("見本町", "見本町企画課", "企画課", "見本町DX推進計画")
DOCUMENT = Document(
    kind="promotion-plan",
    title="見本町DX推進計画",
    subtitle="",
    short_title="",
    edition="第2版",
    draft=False,
    date=date(2028, 9, 15),
    town="見本町",
    office="見本町企画課",
    contents_title="目次",
    contents=(),
    parts=(),
)
PDF = WebPaper("PDF", "promotion-plan-02.pdf", b"%PDF", 10, "ab" * 32, 264671)
SHOWN = ShownEdition("promotion-plan-02", DOCUMENT, date(2028, 9, 15), "町議会", "全部の改定", (PDF,), {}, b"")
ADDRESS = "https://example.jp/dx/"


def read(facts: Markup) -> Any:
    return json.loads(facts)


def test_an_edition_is_a_report_with_its_pdf() -> None:
    town = {"@type": "GovernmentOrganization", "name": "見本町"}
    assert read(edition_facts(SITE, SHOWN)) == {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": "見本町DX推進計画 第2版",
        "version": "第2版",
        "creativeWorkStatus": "Published",
        "inLanguage": "ja",
        "url": "index.html",
        "datePublished": "2028-09-15",
        "abstract": "全部の改定",
        "creator": {"@type": "GovernmentOrganization", "name": "見本町企画課", "parentOrganization": town},
        "publisher": town,
        "encoding": [
            {
                "@type": "MediaObject",
                "name": "PDF",
                "contentUrl": "promotion-plan-02.pdf",
                "encodingFormat": "application/pdf",
                "contentSize": "264671 B",
                "sha256": "ab" * 32,
            }
        ],
    }


def test_a_draft_has_no_day_of_publication_even_if_it_bears_a_date() -> None:
    draft = replace(SHOWN, document=replace(DOCUMENT, draft=True))
    told = read(edition_facts(SITE, draft))
    assert told["creativeWorkStatus"] == "Draft"
    assert "datePublished" not in told


def test_the_first_page_tells_of_editions_and_data_with_whole_addresses_where_they_are_known() -> None:
    tables = (DataFile("取組", "measures.csv", b"", 33),)
    overview = Overview((Group("", (SHOWN,)),), (), OpenData("見本町DX実行計画 第2版", None, tables))
    website, dataset = read(front_facts(replace(SITE, address=ADDRESS), overview))["@graph"]
    assert website["url"] == ADDRESS
    assert website["hasPart"][0]["encoding"][0]["contentUrl"] == f"{ADDRESS}promotion-plan-02/promotion-plan-02.pdf"
    assert dataset["@type"] == "Dataset"
    assert dataset["distribution"][0]["contentUrl"] == f"{ADDRESS}opendata/measures.csv"
    assert "datePublished" not in dataset
    here = read(front_facts(SITE, overview))["@graph"][0]
    assert "url" not in here
    assert here["hasPart"][0]["url"] == "promotion-plan-02/index.html"


@pytest.mark.parametrize("licence", [None, "CC BY 4.0"])
def test_a_licence_is_told_only_where_the_town_has_decided(licence: str | None) -> None:
    told = read(edition_facts(replace(SITE, licence=licence), SHOWN))
    assert told.get("license") == (licence and "https://creativecommons.org/licenses/by/4.0/deed.ja")


def test_no_word_can_end_the_script_in_which_it_stands() -> None:
    wicked = "</script><script>alert(1)</script><!-- & \u2028"
    facts = edition_facts(SITE, replace(SHOWN, changes=wicked))
    assert not re.search("[<>&]", facts)
    assert read(facts)["abstract"] == wicked
