"""The codes of Cloud Operations Center that its documents explain."""
# ruff: noqa: RUF001 - Chinese has punctuation of its own

from bot.domain.code_entries import Entry, Phrase, entries

_SCHEDULE = Phrase(
    "Correct the schedule of the task in COC.", "请在COC中修正该任务的定时设置。"
)
_GONE = Phrase(
    "Look in COC whether it still exists, and under which id.",
    "请在COC中确认该对象是否仍然存在，以及它的ID是否有变。",
)
_LATER = Phrase(
    "Run it again; if it stays, ask the vendor's support with the code.",
    "请重试；若一直如此，请带上错误码联系厂商支持。",
)
_NOTHING = Phrase("Nothing has to be done.", "无需处理。")

ORDERS: tuple[Entry, ...] = (
    *entries(
        "COC.00010002",
        "COC.00014002",
        meaning=Phrase("a parameter was invalid.", "参数值无效。"),
        check=Phrase(
            "Compare the parameters of the task or script with what COC expects.",
            "请核对任务或脚本的参数是否符合COC的要求。",
        ),
    ),
    *entries(
        "COC.00010014",
        meaning=Phrase(
            "COC could not ask IAM for the projects.", "COC查询IAM项目失败。"
        ),
        check=_LATER,
    ),
    *entries(
        "COC.00011013",
        meaning=Phrase("COC knew no user for the request.", "登录用户为空。"),
        check=Phrase(
            "Look at the credential that the request was made with.",
            "请检查发起请求所用的凭证。",
        ),
    ),
    *entries(
        "COC.00040601",
        meaning=Phrase(
            "a script of that name exists already, or the script's id is invalid.",
            "同名脚本已存在，或脚本ID无效。",
        ),
        check=Phrase(
            "The message beside the code tells which of the two it is.",
            "请根据错误信息判断是哪一种情况。",
        ),
    ),
    *entries(
        "COC.00040603",
        "COC.00040604",
        meaning=Phrase("the script does not exist.", "脚本不存在。"),
        check=_GONE,
    ),
    *entries(
        "COC.00040701",
        meaning=Phrase("COC had an internal error.", "COC内部错误。"),
        check=_LATER,
    ),
    *entries(
        "COC.00040709",
        meaning=Phrase("the script order was not found.", "脚本工单不存在。"),
        check=_GONE,
    ),
    *entries(
        "COC.00042101",
        meaning=Phrase("the document was not found.", "文档不存在。"),
        check=_GONE,
    ),
    *entries(
        "COC.00067003",
        meaning=Phrase("the incident or issue was not found.", "事件或问题单不存在。"),
        check=_GONE,
    ),
    *entries(
        "COC.00101031",
        "COC.00101102",
        meaning=Phrase("what was to be deleted was not found.", "要删除的对象不存在。"),
        check=_GONE,
    ),
    *entries(
        "GOM.00000000",
        meaning=Phrase("it succeeded.", "操作成功。"),
        check=_NOTHING,
        harmless=True,
    ),
)
SCHEDULES: tuple[Entry, ...] = (
    *entries(
        "COC.00014102",
        meaning=Phrase("the scheduled task does not exist.", "定时任务不存在。"),
        check=_GONE,
    ),
    *entries(
        "COC.00014103",
        meaning=Phrase("the schedule could not be canceled.", "取消定时失败。"),
        check=Phrase(
            "Look in COC whether the task is still planned.",
            "请在COC中确认该任务是否仍在计划中。",
        ),
    ),
    *entries(
        "COC.00014104",
        meaning=Phrase(
            "the scheduled task is disabled already.", "定时任务已处于禁用状态。"
        ),
        check=_NOTHING,
        harmless=True,
    ),
    *entries(
        "COC.00014110",
        meaning=Phrase(
            "the scheduled task is enabled already.", "定时任务已处于启用状态。"
        ),
        check=_NOTHING,
        harmless=True,
    ),
    *entries(
        "COC.00014121",
        meaning=Phrase(
            "the scheduled task belongs to another account.", "定时任务属于其他账号。"
        ),
        check=Phrase(
            "Use a credential of the account that owns the task.",
            "请使用该任务所属账号的凭证。",
        ),
    ),
    *entries(
        "COC.00014131",
        meaning=Phrase("the trigger time is missing.", "缺少触发时间。"),
        check=_SCHEDULE,
    ),
    *entries(
        "COC.00014132",
        meaning=Phrase("the time zone is invalid.", "时区无效。"),
        check=_SCHEDULE,
    ),
    *entries(
        "COC.00014133",
        meaning=Phrase("the trigger time has passed.", "触发时间已过。"),
        check=_SCHEDULE,
    ),
    *entries(
        "COC.00014134",
        meaning=Phrase("the cron expression is invalid.", "cron表达式无效。"),
        check=_SCHEDULE,
    ),
    *entries(
        "COC.00014135",
        meaning=Phrase("the period is invalid.", "周期无效。"),
        check=_SCHEDULE,
    ),
)
COC = (*ORDERS, *SCHEDULES)
