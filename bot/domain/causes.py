"""Why something failed or was skipped, in words that people use."""

from dataclasses import dataclass

# Row codes that the vendor's documents explain (Workspace "Error Codes" page, and the
# example of seed 004). An unknown code is shown as it stands.
_MEANINGS = {
    "WKS.00010032": "the desktop's state did not allow the operation.",
    "WKS.00010109": "the desktop's custom computer name is empty.",
    "WKS.00010110": "the desktop has no valid IP address: check DHCP and its network.",
    "WKS.00129901": "the service was not available for this request.",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """A source's code and reason; either may be empty."""

    code: str = ""
    reason: str = ""

    @property
    def meaning(self) -> str:
        """What the code means, or "" when the documents do not say."""
        return _MEANINGS.get(self.code.strip().upper(), "")
