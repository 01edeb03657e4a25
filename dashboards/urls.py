"""The pages that read across apps."""

from django.urls import path

from dashboards.views import desk, leadership, public

app_name = "dashboards"
urlpatterns = [
    path("", public.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("search/", desk.search, name="search"),
    path("board/", leadership.board, name="board"),
    path("board/<slug:key>/", leadership.figure, name="figure"),
]
