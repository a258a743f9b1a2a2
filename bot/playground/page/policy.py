"""What a browser may do with the page, and who may ask for it."""

from aiohttp import web

from bot.playground.page.told import told

# Nothing but what this server sends runs, and no text ever becomes markup.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{rule} {allowed}" for rule, allowed in _POLICY.items()
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refusal(request: web.BaseRequest) -> web.Response | None:
    """The answer to a request that no page of ours makes, None for any other."""
    if request.method not in ("GET", "POST"):
        return refused(405, "Only GET and POST.")
    # A form of another site can send anything but JSON without being asked about.
    if request.method == "POST" and request.content_type != "application/json":
        return refused(415, "Only JSON.")
    return None


def refused(status: int, why: str) -> web.Response:
    """An answer that says no."""
    return web.json_response(told(why), status=status)
