"""Addresses of 机构与账户."""

from django.urls import path

from accounts.views import calendar, people, sign_in

app_name = "accounts"

urlpatterns = [
    path("login/", sign_in.sign_in, name="login"),
    path("logout/", sign_in.sign_out, name="logout"),
    path("first-password/", sign_in.first_password, name="first_password"),
    path("password/", sign_in.password, name="password"),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/disable/", people.disable_person, name="disable_person"),
    path("people/<int:pk>/enable/", people.enable_person, name="enable_person"),
    path("people/<int:pk>/reset/", people.reset_person, name="reset_person"),
    path("people/<int:pk>/grant/", people.grant_person, name="grant_person"),
    path("grants/<int:pk>/end/", people.end_grant, name="end_grant"),
    path("calendar/", calendar.calendar, name="calendar"),
]
