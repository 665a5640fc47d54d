"""Somebody did something in Slack: each listener is work, ack, then the outbox speaks."""
