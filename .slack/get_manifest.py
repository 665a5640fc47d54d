"""What the Slack CLI asks for as *get-manifest*: ours is YAML, which its own package does not read."""

import json
import sys

from slack_cli_hooks.protocol import build_protocol

from bot import doctor

build_protocol(sys.argv).respond(json.dumps(doctor.manifest()))
