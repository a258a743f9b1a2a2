"""Slack's limits, as of 2026-11. Slack raises them now and then; look here first.

https://docs.slack.dev/reference/block-kit/blocks
https://docs.slack.dev/reference/block-kit/block-elements
https://docs.slack.dev/reference/block-kit/composition-objects
https://docs.slack.dev/reference/methods/chat.postMessage
https://docs.slack.dev/reference/views
"""

# A message.
BLOCKS = 50
# Undocumented; Slack was seen to refuse 11,341 characters over all blocks of a message
# (https://github.com/slackapi/bolt-js/issues/2867), so this stays well below.
ALL_BLOCKS_TEXT = 10_000
# Longer top-level text is split into several messages.
TEXT = 4_000

# A window, or a Home tab. Its bytes are those of the JSON, every other sign than ASCII escaped.
MODAL_TITLE = 24
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000

# Blocks.
HEADER_TEXT = 150
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
FIELD_TEXT = 2_000
ACTIONS = 25
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000

# Elements.
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
SELECT_OPTIONS = 100

# More would flood people, and what a window keeps.
MENTIONED = 10

# So that the longest answer keeps to that: shares for what comes from outside.
NAME = 80
ROW_NAME = 60
ROW_WHY = 160
DETAIL = 160
DETAILS = 1_600
REASON = 1_000
COMMAND = 600
# The same in a text, where no button carries it: longer than whatever opens one row.
WHOLE_COMMAND = 2_000
GAPS = 1_500
# Every answer leaves room for one more line, such as who shared it.
LAST_LINE = 80
ANSWER_TEXT = TEXT - LAST_LINE
ANSWER_BLOCKS_TEXT = ALL_BLOCKS_TEXT - LAST_LINE
# No limit of one preformatted text is documented. Twenty of these and what stands
# around them stay below the bytes of a view.
PREFORMATTED_TEXT = 3_000
PREFORMATTED_BYTES = 10_000
PREFORMATTED_A_PAGE = 20
