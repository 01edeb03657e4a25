"""The filters of what members carry, kept in the address."""

from consultations.enums import BroadcastKind, DispatchMode, RelayResult
from consultations.models import Broadcast, Relay
from consultations.views.filters import Choice, CountyFilter, Period


class RelayFilter(CountyFilter):
    """By studio, result, way of dispatch and day of registration."""

    result = Choice(label="办理结果", choices=RelayResult.choices)
    mode = Choice(label="交办方式", choices=DispatchMode.choices)
    since = Period(label="登记日期从", field_name="registered_at", lookup_expr="date__gte")
    until = Period(label="至", field_name="registered_at", lookup_expr="date__lte")

    class Meta:
        model = Relay
        fields = ("studio", "result", "mode", "since", "until")


class BroadcastFilter(CountyFilter):
    """By studio, kind and day."""

    kind = Choice(label="类别", choices=BroadcastKind.choices)
    since = Period(label="日期从", field_name="held_on", lookup_expr="gte")
    until = Period(label="至", field_name="held_on", lookup_expr="lte")

    class Meta:
        model = Broadcast
        fields = ("studio", "kind", "since", "until")
