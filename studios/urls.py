"""Addresses of 委员工作室."""

app_name = "studios"

urlpatterns = []
