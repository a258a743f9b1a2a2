"""The codes of the API gateway and of IAM, met before a service is reached."""
# ruff: noqa: RUF001 - Chinese has punctuation of its own

from bot.domain.code_entries import Entry, Phrase, entries

_ENDPOINT = Phrase(
    "Compare endpoint, region and project with the settings of the cloud.",
    "请核对该云的终端节点、区域和项目设置。",
)
_CREDENTIAL = Phrase(
    "Look whether the credential is the right one and still valid.",
    "请检查凭证是否正确且仍然有效。",
)
_RIGHTS = Phrase(
    "Look whether the IAM user may do this.", "请检查IAM用户是否有相应权限。"
)

APIGW: tuple[Entry, ...] = (
    *entries(
        "APIGW.0101",
        meaning=Phrase(
            "the gateway does not know this API, or it is not published there.",
            "API或环境不存在，或未发布。",
        ),
        check=_ENDPOINT,
    ),
    *entries(
        "APIGW.0106",
        meaning=Phrase(
            "a parameter of the request was wrong.", "请求的编排或参数错误。"
        ),
        check=_ENDPOINT,
    ),
    *entries(
        "APIGW.0201",
        meaning=Phrase(
            "the request was bad or too large, or the service behind did not answer.",
            "请求有误或过大，或后端服务不可用、超时。",
        ),
        check=Phrase(
            "Run it again later where the status was 5xx; else look at the request.",
            "若状态码为5xx请稍后重试，否则请检查请求。",
        ),
    ),
    *entries(
        "APIGW.0301",
        meaning=Phrase(
            "IAM did not accept the signature or the token.", "IAM认证信息错误。"
        ),
        check=_CREDENTIAL,
    ),
    *entries(
        "APIGW.0302",
        meaning=Phrase("the IAM user is not allowed to call.", "IAM用户不允许访问。"),
        check=_RIGHTS,
    ),
    *entries(
        "APIGW.0303",
        meaning=Phrase(
            "the signature was wrong, or the clock is off by more than 15 minutes.",
            "签名错误，或本机时钟偏差超过15分钟。",
        ),
        check=Phrase(
            "Set the clock of this machine, then look at the credential.",
            "请先校准本机时钟，再检查凭证。",
        ),
    ),
    *entries(
        "APIGW.0305",
        meaning=Phrase("authentication failed.", "认证失败。"),
        check=_CREDENTIAL,
    ),
    *entries(
        "APIGW.0306",
        meaning=Phrase("access to the API was denied.", "API拒绝访问。"),
        check=_RIGHTS,
    ),
    *entries(
        "APIGW.0307",
        "APIG.0307",
        meaning=Phrase(
            "the token has to be renewed, or belongs to another environment.",
            "令牌需要更新，或属于其他环境。",
        ),
        check=Phrase(
            "Get a new token, and look whether it is one of this region.",
            "请重新获取令牌，并确认它属于该区域。",
        ),
    ),
    *entries(
        "APIGW.0308",
        "APIG.0308",
        meaning=Phrase("too many requests were made.", "请求过多，被限流。"),
        check=Phrase(
            "Ask less often: lower requests_per_second of this cloud.",
            "请降低请求频率：调低该云的requests_per_second。",
        ),
    ),
)
# As the documents list them; the bare numbers could be anybody's exit codes.
IAM: tuple[Entry, ...] = (
    *entries(
        "IAM 1100",
        meaning=Phrase("a mandatory parameter is missing.", "缺少必选参数。"),
        check=_CREDENTIAL,
    ),
    *entries(
        "IAM 1101",
        meaning=Phrase("the user name is invalid.", "用户名无效。"),
        check=_CREDENTIAL,
    ),
    *entries(
        "IAM 1103",
        meaning=Phrase("the password is wrong.", "密码错误。"),
        check=_CREDENTIAL,
    ),
)
GATEWAY = (*APIGW, *IAM)
