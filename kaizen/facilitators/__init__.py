"""Whose turn it is to facilitate: longest since the last duty first, with swaps, absences and a fallback."""
