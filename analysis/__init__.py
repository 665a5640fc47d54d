"""Arithmetic on numbers: control charts, run rules, false alarms, change points, drift, fairness, likeness."""
