"""The ledger of deeds and points (履职积分)."""
