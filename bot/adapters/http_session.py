"""How this process reaches the outside: certificates and proxies, for cloud and Slack."""

import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from bot.errors import ConfigurationError

NO_PROXY = "none"
# A host that takes no connection has been sent nothing, so that may be tried again.
_TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)


@dataclass(frozen=True, slots=True)
class Outbound:
    """What `[http_client]` says.

    Attributes:
        context: the certificates to believe.
        proxy: a proxy's address, or None.
        trust_env: whether the environment may name one instead.
    """

    context: ssl.SSLContext
    proxy: str | None
    trust_env: bool

    def proxy_for(self, url: str) -> str | None:
        """The proxy on the way to `url`.

        The environment is read here, not by aiohttp: that would take passwords from
        ~/.netrc, too, and refuse requests that carry their own authorization.
        """
        if not self.trust_env:
            return self.proxy
        parts = urlsplit(url)
        bypassed = proxy_bypass(parts.hostname or "")
        return None if bypassed else getproxies().get(parts.scheme)

    def session(self, url: str) -> aiohttp.ClientSession:
        """A session for what stands at `url`; made inside the running loop."""
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=self.context),
            timeout=_TIMEOUT,
            proxy=self.proxy_for(url),
        )


def outbound(proxy: str | None, ca_file: str | None) -> Outbound:
    """Read `http_client.proxy` and `http_client.ca_file`; the environment by default.

    Raises:
        ConfigurationError: the file holds no certificates.
    """
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as exc:
        raise ConfigurationError(
            "http_client.ca_file", "is no file of certificates that can be read"
        ) from exc
    return Outbound(
        context=context,
        proxy=None if proxy == NO_PROXY else proxy,
        trust_env=proxy is None,
    )
