"""Whether the certificates that a stranger has put into a file lead in so many ways that to try them all would take for ever."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from hidaka_dx.signatures.borrowed import DocumentSecurityStore, ValidationInfoReadingError, extract_tst_data_iter
from hidaka_dx.signatures.pdf_objects import items_at
from hidaka_dx.signatures.trust import Trust

MOST_STEPS: Final = 2000
"""From a certificate to who issued it, from each on all ways: a copy that is renewed for decades has some hundred."""
MOST_KEPT: Final = 500
"""Certificates, lists and answers in the store of a file."""


def is_tangled(reader: Any, trust: Trust) -> bool:
    """Tell whether a file brings too many certificates, or such that lead in too many ways."""
    kept = sum(len(items_at(reader.root, "/DSS", key)) for key in ("/Certs", "/CRLs", "/OCSPs"))
    if kept > MOST_KEPT:
        return True
    signatures = (each for found in reader.embedded_signatures for each in _in_signature(found.signed_data))
    return _leads_too_far((*signatures, *_in_store(reader), *trust.others))


def is_tangled_alone(signed: Any, trust: Trust) -> bool:
    """Tell the same of a signature or time stamp that is a file of its own (RFC 5652)."""
    return _leads_too_far((*_in_signature(signed), *trust.others))


def _leads_too_far(certificates: Iterable[Any]) -> bool:
    brought = {each.dump(): each for each in certificates}
    return len(brought) > MOST_KEPT or _steps(brought.values()) > MOST_STEPS


def _in_signature(signed: Any) -> Iterator[Any]:
    """Give the certificates of a signature and of its time stamps."""
    infos = [(info, inside) for info in signed["signer_infos"] for inside in (True, False)]
    stamps = (each for info, inside in infos for each in extract_tst_data_iter(info, signed=inside))
    for data in (signed, *stamps):
        yield from (each.chosen for each in data["certificates"] if each.name == "certificate")


def _in_store(reader: Any) -> tuple[Any, ...]:
    try:
        return tuple(DocumentSecurityStore.read_dss(reader).load_certs())
    except ValidationInfoReadingError:
        return ()


def _steps(certificates: Iterable[Any]) -> int:
    """Count the steps on all ways from all certificates, until there are too many."""
    by_subject = dict[Any, list[Any]]()
    for each in certificates:
        by_subject.setdefault(each.subject.hashable, []).append(each)
    waiting = [(each, frozenset([id(each)])) for named in by_subject.values() for each in named]
    steps = 0
    while waiting and steps <= MOST_STEPS:
        here, behind = waiting.pop()
        onward = [each for each in by_subject.get(here.issuer.hashable, ()) if id(each) not in behind]
        waiting += [(each, behind | {id(each)}) for each in onward]
        steps += 1
    return steps
