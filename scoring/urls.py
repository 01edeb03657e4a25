"""Addresses of 履职积分."""

from django.urls import path

from scoring import views

app_name = "scoring"

urlpatterns = [
    path("", views.duty_file, name="duty_file"),
]
