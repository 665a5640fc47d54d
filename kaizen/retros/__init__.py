"""Retros without a meeting: cards, themes, dots, actions, each phase with enough of everybody's own working hours."""
