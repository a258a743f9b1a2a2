"""The codes of Workspace and App Streaming that the vendor's documents explain."""
# ruff: noqa: RUF001 - Chinese has punctuation of its own

from bot.domain.code_entries import Entry, Phrase, entries

_LATER = Phrase(
    "Run it again later; if it stays, ask the vendor's support with the code.",
    "请稍后重试；若一直如此，请带上错误码联系厂商支持。",
)
_GONE = Phrase(
    "Look whether it still exists, and under which id.",
    "请确认该对象是否仍然存在，以及它的ID是否有变。",
)
_QUOTA = Phrase(
    "Compare what is in use with the quota; remove what is not needed or ask for more.",
    "请对比用量与配额；清理不用的，或申请提高配额。",
)

ROWS: tuple[Entry, ...] = (
    *entries(
        "WKS.00010032",
        meaning=Phrase(
            "the desktop's state did not allow the operation.",
            "桌面当前的状态不允许执行该操作。",
        ),
        check=Phrase(
            "Look at the desktop's state and at what else ran on it then; run it again"
            " once the desktop is at rest.",
            "请查看桌面的状态以及当时还有哪些操作；待桌面空闲后重试。",
        ),
    ),
    *entries(
        "WKS.00010109",
        meaning=Phrase(
            "the desktop's custom computer name is empty.", "桌面的自定义计算机名为空。"
        ),
        check=Phrase(
            "Give the desktop a computer name, then run it again.",
            "请为桌面设置计算机名，然后重试。",
        ),
    ),
    *entries(
        "WKS.00010110",
        meaning=Phrase(
            "the desktop has no valid IP address: check DHCP and its network.",
            "桌面没有有效的IP地址：请检查DHCP及其网络。",
        ),
        check=Phrase(
            "Look whether DHCP is on in the subnet, and whether it has free addresses.",
            "请检查子网是否开启DHCP，以及是否还有空闲地址。",
        ),
    ),
    *entries(
        "WKS.00010306",
        "WKS.00010315",
        "WKS.00010321",
        meaning=Phrase(
            "a setting of self-service backup is not supported, or failed.",
            "自助备份的设置不受支持，或设置失败。",
        ),
        check=Phrase(
            "Compare the self-service backup settings with what this desktop supports.",
            "请核对自助备份的设置与该桌面所支持的是否一致。",
        ),
    ),
    *entries(
        "WKS.00129901",
        meaning=Phrase(
            "the service was not available for this request.",
            "服务当时无法处理该请求。",
        ),
        check=_LATER,
    ),
    *entries(
        "WKS.0407",
        meaning=Phrase(
            "disks were being added, so the operation was not allowed.",
            "正在添加磁盘，不允许执行该操作。",
        ),
        check=Phrase(
            "Wait until the disks are there, then run it again.",
            "请等待磁盘添加完成后重试。",
        ),
    ),
)
REQUESTS: tuple[Entry, ...] = (
    *entries(
        "WKS.0001",
        meaning=Phrase(
            "the request was empty, or the desktop pool does not exist.",
            "请求消息为空，或桌面池不存在。",
        ),
        check=Phrase(
            "Look whether the desktop pool still exists.", "请确认桌面池是否仍然存在。"
        ),
    ),
    *entries(
        "WKS.00000003",
        meaning=Phrase(
            "the service could not read its database.", "服务读取数据库信息失败。"
        ),
        check=_LATER,
    ),
    *entries(
        "WKS.00010099",
        meaning=Phrase(
            "Workspace is not enabled in this project.", "该项目未开通云桌面服务。"
        ),
        check=Phrase(
            "Look whether project and region are the right ones, and whether Workspace"
            " is enabled there.",
            "请确认项目和区域是否正确，以及是否已开通云桌面服务。",
        ),
    ),
    *entries(
        "WKS.0202",
        "WKS.0915",
        meaning=Phrase("the resource was not found.", "资源不存在。"),
        check=_GONE,
    ),
    *entries(
        "WKS.00170117",
        meaning=Phrase("the tenant does not exist.", "租户不存在。"),
        check=Phrase(
            "Look whether Workspace is still enabled in this project.",
            "请确认该项目是否仍开通云桌面服务。",
        ),
    ),
    *entries(
        "WKS.00170208",
        meaning=Phrase("the user group does not exist.", "用户组不存在。"),
        check=_GONE,
    ),
    *entries(
        "WKS.00170312",
        meaning=Phrase(
            "the user was deleted, or the tenant does not exist.",
            "用户已被删除，或租户不存在。",
        ),
        check=_GONE,
    ),
)
POLICIES: tuple[Entry, ...] = (
    *entries(
        "WKS.00081101",
        meaning=Phrase(
            "a policy group of that name exists already.", "策略组名称已存在。"
        ),
        check=Phrase("Choose another name.", "请换一个名称。"),
    ),
    *entries(
        "WKS.00081102",
        meaning=Phrase(
            "a built-in policy group cannot be deleted.", "内置策略组不能删除。"
        ),
        check=Phrase(
            "Leave the built-in group, and delete or change one of your own.",
            "请保留内置策略组，改为删除或修改自建的策略组。",
        ),
    ),
    *entries(
        "WKS.00081103",
        meaning=Phrase("the policy template was not found.", "策略模板不存在。"),
        check=_GONE,
    ),
    *entries(
        "WKS.00081104",
        meaning=Phrase("the policy group was not found.", "策略组不存在。"),
        check=_GONE,
    ),
    *entries(
        "WKS.00081105",
        meaning=Phrase("the quota of policy groups is used up.", "策略组配额已用完。"),
        check=_QUOTA,
    ),
    *entries(
        "WKS.00131104",
        meaning=Phrase(
            "the quota of application groups is used up.", "应用组配额已用完。"
        ),
        check=_QUOTA,
    ),
    *entries(
        "WKS.00131105",
        meaning=Phrase(
            "in shared mode a server group takes one application group.",
            "共享模式下一个服务器组只能有一个应用组。",
        ),
        check=Phrase(
            "Use the group that is there, or another server group.",
            "请使用已有的应用组，或另选服务器组。",
        ),
    ),
    *entries(
        "WKS.00211102",
        meaning=Phrase("the quota of applications is used up.", "应用配额已用完。"),
        check=_QUOTA,
    ),
)
WORKSPACE = (*ROWS, *REQUESTS, *POLICIES)
