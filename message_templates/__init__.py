"""The voice: every word that the bot says, as templates, and the way from a template to what Slack takes."""
