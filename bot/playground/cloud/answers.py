"""What the simulated cloud can answer: records, and errors as they are documented."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json;charset=utf8"
# What the reference's example carries (section 8).
EXAMPLE_DENIAL = "Y2lwaGVydGV4dA=="


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be sent: a status, its body and its headers."""

    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(
        cls, status: int, body: object, headers: Mapping[str, str] | None = None
    ) -> "Answer":
        """The body as the services write it: UTF-8, nothing escaped needlessly."""
        text = json.dumps(body, ensure_ascii=False)
        return cls(status, text.encode(), headers=headers or {})


def gateway_error(code: str, message: str, request_id: str) -> dict[str, Any]:
    """The three-field body of the API gateway, sent before a service is reached."""
    return {"error_msg": message, "error_code": code, "request_id": request_id}


def service_error(code: str, message: str) -> dict[str, Any]:
    """The two-field body of W7 (seed 000)."""
    return {"error_code": code, "error_msg": message}


def detailed_error(code: str, message: str, detail: str) -> dict[str, Any]:
    """The body of W1 to W4, W8 and W9 (section 7.1)."""
    return {**service_error(code, message), "error_detail": detail}


def no_permission(encoded: str = EXAMPLE_DENIAL) -> dict[str, Any]:
    """The four-field body of a service that asked IAM and was told no."""
    detail = "policy does not allow the action"
    return {
        **detailed_error("WKS.xxxx", "no permission", detail),
        "encoded_authorization_message": encoded,
    }


def throttled(limit: int, window: str, request_id: str) -> dict[str, Any]:
    """The gateway's body when more than `limit` requests came in the window."""
    message = (
        "The throttling threshold has been reached: "
        f"policy user over ratelimit,limit:{limit},time:{window}"
    )
    return gateway_error("APIGW.0308", message, request_id)


def usual_error(status: int, request_id: str) -> dict[str, Any]:
    """The body that this error status usually has."""
    bodies = {
        401: gateway_error(
            "APIGW.0301", "Incorrect IAM authentication information", request_id
        ),
        403: no_permission(),
        404: service_error("WKS.0202", "The script execution record does not exist."),
        405: service_error("WKS.xxxx", "The method is not allowed."),
        429: throttled(10, "1 second", request_id),
        500: service_error("WKS.00000003", "Failed to read the database."),
        503: service_error("WKS.00129901", "The service is unavailable."),
    }
    return bodies.get(status) or service_error("WKS.xxxx", f"HTTP status {status}")
