"""Addresses of 社情民意与交办."""

app_name = "petitions"

urlpatterns = []
