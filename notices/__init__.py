"""Who must hear of it: notices and their delivery (消息提醒)."""
