"""Pages that read across apps: home, my desk, the leaders' board (工作台与看板)."""
