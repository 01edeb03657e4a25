"""Who may open what: the picture of a family is open to whoever may open the thing itself."""

from tests.matrix.doors import page

INSIDE = (
    "member member2 convener liaison convener2 township committee office proposals signer leader"
)
TAKEN = "member convener liaison township committee office proposals signer leader"


def thing(noun, state):
    return lambda w: [noun, getattr(w, noun)[state].pk]


ROWS = {
    "petitions:kinship": [
        page(TAKEN, thing("issue", "accepted")),
        page("office", thing("issue", "locked")),
        page(INSIDE, thing("topic", "designated")),
        page(INSIDE, thing("activity", "confirmed")),
        page("member", thing("report", "draft")),
        page("member member2 office proposals signer leader", thing("proposal", "filed")),
        page(
            "member convener liaison township committee office proposals signer leader unit unit2",
            thing("assignment", "acknowledged"),
        ),
    ]
}
