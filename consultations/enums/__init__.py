"""States, origins and kinds of what is raised and talked over."""

from consultations.enums.activities import *  # noqa: F403
from consultations.enums.duty import *  # noqa: F403
from consultations.enums.matters import *  # noqa: F403
from consultations.enums.practice import *  # noqa: F403
