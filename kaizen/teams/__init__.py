"""Teams: who is in them, in which role, with which hours; and what they have settled."""
