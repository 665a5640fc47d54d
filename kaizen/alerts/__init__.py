"""Alerts: one case for one rule on one monitor, from the first finding to what it turned out to be."""
