"""Addresses of 履职积分."""

app_name = "scoring"

urlpatterns = []
