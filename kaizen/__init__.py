"""What the bot does, in the team's words: no Slack, no HTTP, no commit."""
