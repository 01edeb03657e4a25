"""Who may open what: what is expected in a time, and what may follow from a year. Handbook 7."""

from scoring.enums import QuotaScope
from tests.matrix.doors import page

WHOLE = "office leader committee"


def records(scope, subject):
    return lambda w: [w.quota[scope].code, subject(w).pk, "2026"]


ROWS = {
    "scoring:conformance_list": [page(f"{WHOLE} township township2 convener convener2 liaison")],
    "scoring:studio_conformance": [
        page(f"{WHOLE} township convener liaison", lambda w: [w.studio.code])
    ],
    "scoring:township_conformance": [page(f"{WHOLE} township", lambda w: [w.area.code])],
    "scoring:committee_conformance": [page(WHOLE, lambda w: [w.linked.code])],
    "scoring:conformance_records": [
        page(f"{WHOLE} township convener liaison", records(QuotaScope.STUDIO, lambda w: w.studio)),
        page(f"{WHOLE} township", records(QuotaScope.TOWNSHIP, lambda w: w.area)),
        page(WHOLE, records(QuotaScope.COMMITTEE, lambda w: w.linked)),
        page("member", records(QuotaScope.MEMBER, lambda w: w.member)),
    ],
    "scoring:consequence_list": [page("office")],
}
