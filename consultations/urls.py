"""Addresses of 群众诉求与协商."""

app_name = "consultations"

urlpatterns = []
