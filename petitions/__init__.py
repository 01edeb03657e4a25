"""Reports, proposals, assignments, replies, supervision (社情民意与交办)."""
