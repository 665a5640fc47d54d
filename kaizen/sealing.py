"""What travels through Slack and comes back is signed, so that nobody can hand us another's reference."""

import base64
import hashlib
import hmac

from kaizen.refusals import Refusal

SIGNATURE_BYTES = 12  # 96 bits: beyond guessing, and short enough for an option's 75 characters


class Seal:
    """Signs short references (``"idea:214"``) with a key that only this installation has.

    >>> seal = Seal(b"a key of this installation")
    >>> seal.open(seal.sealed("idea:214"))
    'idea:214'
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Seal(…)"

    def sealed(self, reference: object) -> str:
        """The reference with its signature, as it goes into a button's value."""
        return f"{reference}~{self._signature(str(reference))}"

    def open(self, value: str) -> str:
        """The reference, if this installation wrote it; else a refusal."""
        reference, _, signature = value.rpartition("~")
        if not hmac.compare_digest(signature, self._signature(reference)):
            raise Refusal("refusals/broken_seal")
        return reference

    def secret(self, reference: str) -> bytes:
        """32 bytes that belong to the reference: the same each time here, and beyond guessing without our key."""
        return hmac.digest(self._key, f"secret of {reference}".encode(), hashlib.sha256)

    def _signature(self, reference: str) -> str:
        digest = hmac.digest(self._key, reference.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()
