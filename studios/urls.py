"""Addresses of 委员工作室."""

from django.urls import path

from studios.views import keeping, members, papers, public

app_name = "studios"

urlpatterns = [
    path("", public.studio_list, name="studio_list"),
    path("members/", members.member_list, name="member_list"),
    path("members/<int:pk>/", members.member, name="member"),
    path("affiliations/<int:pk>/end/", keeping.end_affiliation, name="end_affiliation"),
    path("papers/", papers.paper_list, name="paper_list"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/print/", papers.print_paper, name="print_paper"),
    path("papers/<int:pk>/edit/", papers.edit_paper, name="edit_paper"),
    path("papers/<int:pk>/submit/", papers.submit_paper, name="submit_paper"),
    path("papers/<int:pk>/file/", papers.file_paper, name="file_paper"),
    path("papers/<int:pk>/endorse/", papers.endorse_paper, name="endorse_paper"),
    path("papers/<int:pk>/send_back/", papers.send_back_paper, name="send_back_paper"),
    path("<slug:code>/papers/", papers.studio_papers, name="studio_papers"),
    path("<slug:code>/papers/<slug:kind>/<int:year>/", papers.draft_paper, name="draft_paper"),
    path("<slug:code>/", public.studio, name="studio"),
    path("<slug:code>/qr.svg", public.qr, name="qr"),
    path("<slug:code>/poster/", public.poster, name="poster"),
    path("<slug:code>/keeping/", keeping.keeping, name="keeping"),
    path("<slug:code>/edit/", keeping.edit_studio, name="edit_studio"),
    path("<slug:code>/open/", keeping.open_studio, name="open_studio"),
    path("<slug:code>/rectify/", keeping.rectify_studio, name="rectify_studio"),
    path("<slug:code>/suspend/", keeping.suspend_studio, name="suspend_studio"),
    path("<slug:code>/revoke/", keeping.revoke_studio, name="revoke_studio"),
    path("<slug:code>/affiliate/", keeping.affiliate_studio, name="affiliate_studio"),
]
