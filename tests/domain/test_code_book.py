# ruff: noqa: RUF001 - Chinese has punctuation of its own
import re

import pytest

from bot.domain.code_book import BOOK, Entry, Phrase, book, harmless

# Every code that the reference explains, in its order.
DOCUMENTED = """
APIGW.0101 APIGW.0106 APIGW.0201 APIGW.0301 APIGW.0302 APIGW.0303 APIGW.0305 APIGW.0306
APIGW.0307 APIG.0307 APIGW.0308 APIG.0308 WKS.0001 WKS.00000003 WKS.00010032 WKS.00010099
WKS.00010109 WKS.00010110 WKS.00010306 WKS.00010315 WKS.00010321 WKS.0202 WKS.0915
WKS.0407 WKS.00170117 WKS.00170208 WKS.00170312 WKS.00081101 WKS.00081102 WKS.00081103
WKS.00081104 WKS.00081105 WKS.00131104 WKS.00131105 WKS.00211102 WKS.00129901
COC.00010002 COC.00014002 COC.00010014 COC.00011013 COC.00014102 COC.00014103 COC.00014104
COC.00014110 COC.00014121 COC.00014131 COC.00014132 COC.00014133 COC.00014134 COC.00014135
COC.00040601 COC.00040603 COC.00040604 COC.00040701 COC.00040709 COC.00042101 COC.00067003
COC.00101031 COC.00101102 GOM.00000000
"""
IAM = {"IAM 1100", "IAM 1101", "IAM 1103"}


def test_the_book_has_the_documented_codes_and_no_other() -> None:
    codes = {entry.code for entry in BOOK.values()}

    assert codes == {*DOCUMENTED.split(), *IAM}


def test_a_code_is_found_in_any_case() -> None:
    entry = book(" wks.0407\n")

    assert entry == Entry(
        "WKS.0407",
        Phrase(
            "disks were being added, so the operation was not allowed.",
            "正在添加磁盘，不允许执行该操作。",
        ),
        Phrase(
            "Wait until the disks are there, then run it again.",
            "请等待磁盘添加完成后重试。",
        ),
    )


@pytest.mark.parametrize(
    "code", ["", "WKS.000x", "WKS.99999999", "1", "1100", "<!here>"]
)
def test_what_the_documents_do_not_explain_is_not_in_the_book(code: str) -> None:
    found = book(code)

    assert found is None


def test_only_what_is_as_it_was_wanted_is_harmless() -> None:
    fine = {code for code in BOOK if harmless(code)}

    assert fine == {"COC.00014104", "COC.00014110", "GOM.00000000"}


@pytest.mark.parametrize("code", ["", "WKS.000x", "WKS.99999999"])
def test_an_unknown_code_may_do_harm(code: str) -> None:
    found = harmless(code)

    assert found is False


@pytest.mark.parametrize("entry", BOOK.values(), ids=BOOK.keys())
def test_an_entry_reads_as_sentences_in_both_languages(entry: Entry) -> None:
    meaning, check = entry.meaning, entry.check

    assert re.fullmatch(r"[^A-Z].{8,}\.|(?:IAM|COC|Workspace) .+\.", meaning.en)
    assert re.fullmatch(r"[A-Z].{8,}\.", check.en)
    assert all(re.fullmatch(r".*[一-鿿].*。", one.zh) for one in (meaning, check))
