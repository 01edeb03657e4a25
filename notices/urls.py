"""Addresses of 消息提醒."""

from django.urls import path

from notices import views

app_name = "notices"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("undelivered/", views.undelivered_list, name="undelivered_list"),
    path("undelivered/retry/", views.retry_all, name="retry_all"),
    path("undelivered/<int:pk>/retry/", views.retry, name="retry"),
]
