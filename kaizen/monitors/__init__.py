"""Monitors: a metric is read, judged by a chart with a frozen baseline, and spoken of only when it means something."""
