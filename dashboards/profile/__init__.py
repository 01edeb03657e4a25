"""One county's practice as a file (县情配置): read, checked whole, then followed by every app."""
