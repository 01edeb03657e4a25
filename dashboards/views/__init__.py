"""The pages that read across apps."""
