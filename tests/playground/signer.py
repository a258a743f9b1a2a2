"""Signs a GET without query the way the SDK does, told once more from scratch."""

import hashlib
import hmac
from datetime import datetime

ACCESS_KEY = "AKEXAMPLE0000000000A"
SECRET_KEY = "SKEXAMPLE/not+a+real+secret/0000000000A"
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def signed(
    url: str,
    at: datetime,
    *,
    access_key: str = ACCESS_KEY,
    secret_key: str = SECRET_KEY,
    security_token: str | None = None,
) -> dict[str, str]:
    """The headers to send."""
    host, _, path = url.removeprefix("http://").partition("/")
    headers = {"host": host, "x-sdk-date": f"{at:%Y%m%dT%H%M%SZ}"}
    if security_token is not None:
        headers["x-security-token"] = security_token
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    canonical = f"GET\n/{path}/\n\n{lines}\n{names}\n{empty}"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"SDK-HMAC-SHA256\n{headers['x-sdk-date']}\n{digest}"
    signature = hmac.new(secret_key.encode(), text.encode(), "sha256").hexdigest()
    authorization = (
        f"SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, "
        f"Signature={signature}"
    )
    return {**headers, "Authorization": authorization}
