"""Addresses of 群众诉求与协商: the studio's door, issues, topics, activities."""

from django.urls import path

from consultations.views import activities, door, issue_steps, issues, items, topics

app_name = "consultations"


def _steps(noun, module, *verbs):
    """One address per verb: the object's own, then the verb."""
    folder = {"issue": "issues", "topic": "topics", "activity": "activities"}[noun]
    return [
        path(f"{folder}/<int:pk>/{verb}/", getattr(module, f"{verb}_{noun}"), name=f"{verb}_{noun}")
        for verb in verbs
    ]


urlpatterns = [
    path("s/<slug:code>/", door.door, name="door"),
    path("s/<slug:code>/raised/", door.raised, name="raised"),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/new/", issues.issue_new, name="issue_new"),
    path("issues/<int:pk>/", issues.issue, name="issue"),
    path("issues/<int:pk>/files/<int:file_pk>/", issues.attachment, name="attachment"),
    *_steps(
        "issue",
        issue_steps,
        "accept",
        "answer",
        "refer",
        "decline",
        "claim",
        "assign",
        "release",
        "join",
        "leave",
        "close",
        "lock",
        "unlock",
        "reveal_contact",
    ),
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    *_steps("topic", topics, "revise", "designate", "shelve", "decline", "claim", "close"),
    path("activities/", activities.activity_list, name="activity_list"),
    path("activities/new/", activities.activity_new, name="activity_new"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    *_steps("activity", activities, "confirm", "send_back", "amend"),
    path("activities/<int:pk>/items/<int:no>/settle/", items.settle_item, name="settle_item"),
]
