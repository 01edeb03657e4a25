"""Who comes with this session: the reader, fetched as every page needs them."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class PortalBackend(ModelBackend):
    """Account and password. What a person may do is said by `rules` alone.

    Every page asks whether the reader is a member and of which county: one query answers all.
    """

    def get_user(self, user_id: int) -> User | None:
        readers = User.objects.select_related("member", "committee")
        reader = readers.filter(pk=user_id, is_active=True).first()
        return reader if reader and self.user_can_authenticate(reader) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """No permission is ever given by a row of Django's own tables."""
        return False

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return False
