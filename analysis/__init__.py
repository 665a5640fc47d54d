"""Arithmetic: control charts, run rules, false alarms, change points, drift, fairness, likeness. Numbers in, findings out."""
