"""Arithmetic: control charts, run rules, false alarms, change points, drift, fairness. Numbers in, findings out."""
