"""Run lengths of run rules, exactly: the rules as a Markov chain over what each of them remembers.

Champ and Woodall (1987), Exact results for Shewhart control charts with supplementary runs rules, Technometrics 29.
A state is what the rules remember of the past; a step falls into a zone with the probability of a normal point. As
there, quiet points lie before the first: a shift begins while a chart is running.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import sparse, special
from scipy.sparse import linalg

from analysis.run_rules import ZONE_PATTERNS, Rule

Memory = tuple[int, ...]
State = tuple[Memory, ...]
SIGNAL = -1


@lru_cache(maxsize=256)
def average_run_length(rules: tuple[Rule, ...], width: float = 3.0, shift: float = 0.0) -> float:
    """Points until the first signal, on average, of a normal process with known parameters.

    *shift* is that of the mean, in sigmas; *width* that of the limits.

    Examples
    --------
    >>> from analysis import run_rules
    >>> round(average_run_length(run_rules.named("limits")), 1)
    370.4
    >>> round(average_run_length(run_rules.named("western-electric")), 2)
    91.75
    """
    if any(rule.pattern not in ZONE_PATTERNS for rule in rules) or not rules:
        raise ValueError("Only rules about zones have an exact run length; simulate the others.")
    cuts = _cuts(rules, width)
    chances = np.diff(special.ndtr(np.array([-np.inf, *cuts, np.inf]) - shift))
    moves = _moves(rules, _symbols(rules, cuts, width))
    count = len(moves)
    rows, columns, weights = [], [], []
    for state, row in enumerate(moves):
        for zone, target in enumerate(row):
            if target != SIGNAL:
                rows.append(state)
                columns.append(target)
                weights.append(chances[zone])
    transitions = sparse.csr_matrix((weights, (rows, columns)), shape=(count, count))
    lengths = linalg.spsolve((sparse.identity(count) - transitions).tocsc(), np.ones(count))
    return float(lengths[0])


def _cuts(rules: Sequence[Rule], width: float) -> list[float]:
    lines = {width if rule.pattern == "limits" else rule.sigmas for rule in rules}
    return sorted({0.0} | lines | {-line for line in lines})


def _symbols(rules: Sequence[Rule], cuts: Sequence[float], width: float) -> list[list[int]]:
    """For each rule and zone: +1 above the rule's line, -1 below, 0 between."""
    edges = np.array([-np.inf, *cuts, np.inf])
    below, above = edges[1:], edges[:-1]  # of each zone: its upper and its lower edge
    found: list[list[int]] = []
    for rule in rules:
        line = width if rule.pattern == "limits" else rule.sigmas
        found.append((np.where(above >= line, 1, 0) - np.where(below <= -line, 1, 0)).tolist())
    return found


def _moves(rules: Sequence[Rule], symbols: list[list[int]]) -> list[list[int]]:
    """The reachable states, numbered, and where each zone leads from each of them."""
    start: State = tuple((0,) * (rule.window - 1) if rule.pattern == "beyond" else () for rule in rules)
    number, moves, waiting = {start: 0}, [], [start]
    while waiting:
        following: list[State] = []
        for state in waiting:
            row = []
            for zone in range(len(symbols[0])):
                target = _after(rules, state, [symbol[zone] for symbol in symbols])
                if target is not None and target not in number:
                    number[target] = len(number)
                    following.append(target)
                row.append(SIGNAL if target is None else number[target])
            moves.append(row)
        waiting = following
    return moves


def _after(rules: Sequence[Rule], state: State, symbols: Sequence[int]) -> State | None:
    """What the rules remember after a point, or None when one of them fires."""
    found: list[Memory] = []
    for rule, memory, symbol in zip(rules, state, symbols, strict=True):
        following = _window(rule, memory, symbol) if rule.pattern == "beyond" else _run(rule, memory, symbol)
        if following is None:
            return None
        found.append(following)
    return tuple(found)


def _window(rule: Rule, memory: Memory, symbol: int) -> Memory | None:
    """K of m: the last m - 1 points are remembered, quiet ones before the first."""
    window = (*memory, symbol)
    if symbol and window.count(symbol) >= rule.count:
        return None
    return window[-(rule.window - 1) :]


def _run(rule: Rule, memory: Memory, symbol: int) -> Memory | None:
    """M in a row: the kind of the run and its length are remembered."""
    kind = {"side": symbol, "within": int(symbol == 0), "outside": abs(symbol), "limits": abs(symbol)}[rule.pattern]
    if not kind:
        return ()
    length = memory[1] + 1 if memory and memory[0] == kind else 1
    return None if length >= rule.window else (kind, length)
