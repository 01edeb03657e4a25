"""Pages of 履职积分: a member's own file, how far everybody is, and what is put to the office."""
