"""Ideas: submitted with a pain and an estimate, voted for, moved on with a reason, listed."""
