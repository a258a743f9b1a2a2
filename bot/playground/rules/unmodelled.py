"""Types that Slack knows and of which the rules say nothing, neither good nor bad.

docs.slack.dev/reference/block-kit, 2026-11
"""

BLOCKS = frozenset(
    {
        "auth_provider",
        "call",
        "card",
        "carousel",
        "container",
        "context_actions",
        "data_table",
        "file",
        "plan",
        "task_card",
        "video",
    }
)
_CHOOSERS = frozenset(
    {
        "channels_select",
        "conversations_select",
        "external_select",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_users_select",
        "users_select",
        "datepicker",
        "datetimepicker",
        "timepicker",
    }
)
# In a section or among actions. The last three are modelled in an input alone, and so
# are choices of a conversation, a day, several people and what the bot offers.
ELEMENTS = _CHOOSERS | {
    "workflow_button",
    "checkboxes",
    "multi_static_select",
    "radio_buttons",
}
# In an input.
_FILLED_IN = {
    "conversations_select",
    "datepicker",
    "external_select",
    "multi_users_select",
}
INPUTS = (_CHOOSERS - _FILLED_IN) | {
    "email_text_input",
    "file_input",
    "number_input",
    "rich_text_input",
    "url_text_input",
}
# In a line of rich text.
RUNS = frozenset({"citation", "color", "tag", "work_object_mention"})
