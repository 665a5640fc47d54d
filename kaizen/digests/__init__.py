"""Digests read what the features know, and sum up a team's week without saying more than the numbers do."""
