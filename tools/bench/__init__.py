"""What `make bench` is made of: a county with many matters, the work, its anchors and floors."""
