"""Slack's limits, as of 2026-11. Slack raises them now and then; look here first.

https://docs.slack.dev/reference/block-kit/blocks
https://docs.slack.dev/reference/methods/chat.postMessage
"""

HEADER_TEXT = 150
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
# Undocumented; Slack was seen to refuse 11,341 characters over all blocks of a message
# (https://github.com/slackapi/bolt-js/issues/2867), so this stays well below.
ALL_BLOCKS_TEXT = 10_000
# Longer top-level text is split into several messages.
TEXT = 4_000
BUTTON_TEXT = 75
OPTION_TEXT = 75
PLACEHOLDER = 150
SELECT_OPTIONS = 100
ACTIONS = 25
# So that the longest answer keeps to that: shares for what comes from outside.
NAME = 80
ROW_NAME = 60
ROW_WHY = 160
DETAIL = 160
DETAILS = 1_600
REASON = 1_000
COMMAND = 600
GAPS = 1_500
